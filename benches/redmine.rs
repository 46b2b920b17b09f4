//! Redmine from Debian's packages beside us: the same number of tasks, the same questions, one run.

use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::following::world::{PEOPLE, World};
use crate::following::{OF_PLAN, megabytes, sign_in};
use crate::load::{self, Run};
use crate::server::{REST, Server};
use crate::{Surroundings, http, machine, measure};

/// Issues there, tasks here.
const COUNT: usize = 10_000;
/// Where Debian puts it.
const REDMINE: &str = "/usr/share/redmine";
const PATIENCE: Duration = Duration::from_secs(120);

/// Prints the table.
pub(crate) fn report(surroundings: &Surroundings, folder: &Path) -> Result<()> {
    println!("### Beside Redmine\n");
    if !Path::new(REDMINE).is_dir() {
        println!(
            "Not measured: Redmine is not installed (as root on Debian: `apt-get install redmine-sqlite redmine puma`)."
        );
        return Ok(());
    }
    let seeded = seed()?;
    let [version, issue] = [&seeded[0], &seeded[2]];
    println!(
        "Redmine {version} from Debian's packages on SQLite, in production mode under Debian's `puma` with two workers of four threads;\n\
         10,000 issues with two notes each in a public project, made through its own models; asked without a sign-in, so that it\n\
         looks up no session. BioKhê: 10,000 tasks with three events each, asked as a coordinator who is signed in. Lists of 50,\n\
         due first; nothing compressed on either side; {} connections, one after the other on the same machine in one run. CPU is\n\
         that of all processes that answer; memory what they take for themselves of what they share, after the load.\n",
        load::CONNECTIONS,
    );
    let world = World::make(surroundings, folder.join("beside"), None, [COUNT, OF_PLAN])?;
    let server = Server::start(&surroundings.biokhe, &world.folder, None)?;
    let cookie = sign_in(&server, PEOPLE[2].0, &world.password)?;
    let own = |path: &str| -> Result<Measured> {
        let of = || Ok(vec![server.process()]);
        measured(server.address, path, std::slice::from_ref(&cookie), folder, &of)
    };
    let ours = [
        own("/bo/tasks?state=all")?,
        own("/bo/tasks?state=all&page=150")?,
        own(&format!("/bo/tasks/{}", world.facts.task))?,
    ];
    std::thread::sleep(REST);
    let our_memory = machine::share_of(server.process())?;
    drop(server);

    let puma = Puma::start()?;
    let their = |path: &str| -> Result<Measured> {
        measured(puma.address, path, &[], folder, &|| machine::family(puma.child.id()))
    };
    let list = "/projects/bench/issues?set_filter=1&status_id=*&sort=due_date&per_page=50";
    let theirs = [their(list)?, their(&format!("{list}&page=150"))?, their(&format!("/issues/{issue}"))?];
    std::thread::sleep(REST);
    let processes = machine::family(puma.child.id())?;
    let their_memory = processes.into_iter().map(machine::share_of).sum::<Result<u64>>()?;
    drop(puma);

    println!("| page | | BioKhê | Redmine | ratio |\n|---|---|---|---|---|");
    for ((page, our), their) in
        ["list, first page", "list, page 150", "one task"].iter().zip(&ours).zip(&theirs)
    {
        print(page, our, their);
    }
    println!(
        "| memory | | {} | {} | {:.1} × |\n",
        megabytes(our_memory),
        megabytes(their_memory),
        their_memory as f64 / our_memory as f64
    );
    println!("A ratio above 1 means that BioKhê is faster or takes less.\n");
    Ok(())
}

/// A page and the load on it.
struct Measured {
    bytes: usize,
    run: Run,
}

fn measured(
    server: SocketAddr,
    path: &str,
    head: &[String],
    folder: &Path,
    of: &dyn Fn() -> Result<Vec<u32>>,
) -> Result<Measured> {
    let lines: String = head.iter().map(|line| format!("{line}\r\n")).collect();
    let answer = http::ask(server, path, &lines)?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    let run = load::best(&format!("http://{server}{path}"), head, folder, of)?;
    eprintln!("{path}: {:.0} requests/s", run.requests_per_second);
    Ok(Measured { bytes: answer.bytes, run })
}

fn print(page: &str, our: &Measured, their: &Measured) {
    let ratio = |our: Duration, their: Duration| their.as_secs_f64() / our.as_secs_f64();
    let (ours, theirs) = (&our.run, &their.run);
    println!(
        "| {page} | requests/s | {:.0} | {:.1} | {:.1} × |",
        ours.requests_per_second,
        theirs.requests_per_second,
        ours.requests_per_second / theirs.requests_per_second
    );
    for (what, our, their) in
        [("p95", ours.p95, theirs.p95), ("CPU per request", ours.computed, theirs.computed)]
    {
        let (one, other) = (measure::milliseconds(our), measure::milliseconds(their));
        println!("| | {what} | {one} | {other} | {:.1} × |", ratio(our, their));
    }
    println!("| | answer | {} kB | {} kB | |", our.bytes / 1000, their.bytes / 1000);
}

/// Version, number of issues, id of one in the middle.
fn seed() -> Result<[String; 3]> {
    let script = std::env::temp_dir().join("biokhe-redmine.rb");
    std::fs::write(&script, include_str!("redmine.rb"))?;
    let output = redmine("bundle").args(["exec", "rails", "runner"]).arg(&script).output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let line = printed.lines().find_map(|line| line.strip_prefix("redmine "));
    let line = line.with_context(|| {
        format!("rails runner says no word: {printed}{}", String::from_utf8_lossy(&output.stderr))
    })?;
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    words.try_into().ok().context("rails runner says something else")
}

/// A program in its folder, as the user of Debian's web servers.
fn redmine(program: &str) -> Command {
    let mut command = Command::new("runuser");
    command.args(["-u", "www-data", "--", program]).current_dir(REDMINE);
    command.env("RAILS_ENV", "production").env("X_DEBIAN_SITEID", "default");
    command
}

/// Its server; dropping it ends it with its workers.
struct Puma {
    child: Child,
    address: SocketAddr,
}

impl Puma {
    fn start() -> Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        // Debian's own: it is not in Redmine's bundle.
        let mut command = redmine("puma");
        command.args(["--workers", "2", "--threads", "4:4", "--preload", "--bind"]);
        // A group of its own, so that the end reaches the workers.
        command.arg(format!("tcp://{address}")).process_group(0);
        let log = std::env::temp_dir().join("biokhe-redmine.log");
        let printed = std::fs::File::create(&log)?;
        command.stdin(Stdio::null()).stdout(printed.try_clone()?).stderr(printed);
        let puma = Self { child: command.spawn()?, address };
        let start = Instant::now();
        while !http::ask(address, "/projects/bench/issues", "").is_ok_and(|answer| answer.status == 200) {
            ensure!(start.elapsed() < PATIENCE, "Redmine does not answer: see {}", log.display());
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(puma)
    }
}

impl Drop for Puma {
    fn drop(&mut self) {
        let _ = measure::silent(Command::new("kill").arg("--").arg(format!("-{}", self.child.id())));
        let _ = self.child.wait();
    }
}
