//! Duties that a sentence gives: `giao Sở X chủ trì, phối hợp với Y`, `Sở X chủ trì …`, `Bộ X xây dựng …`.

use std::ops::Range;
use std::sync::LazyLock;

use documents::outline::Kind;
use regex::Regex;

use super::printed::{assigned_as_printed, named_before_work};
use super::wording::{cooperating, wording};
use crate::deadlines;
use crate::model::{Confidence, Duty, Mode, Role};
use crate::plan::{Plan, locate};
use crate::sentence::{parts, sentences};
use crate::text::{Text, after, before, end, pattern, trim};
use crate::units::{List, Named, full_name};

static SAYS_LEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\s*[,:(]?\s*(?:la |lam |se |co trach nhiem |duoc giao |giu vai tro |chiu trach nhiem |tiep tuc )*",
        r"(?:(?:co quan|don vi) )?(?:dau moi,? |thuong truc,? )*chu tri\b",
    ))
});
static IS_ASSIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s(;,.])(?:giao|phan cong|uy quyen cho|giao nhiem vu cho|giao trach nhiem cho)(?: cho)?\s*:?\s*$",
    )
});
/// `phương án giao Bộ X quản lý …`: what is thought of is not done yet.
static THOUGHT_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:phuong an|viec|co che|de an|chinh sach|tham quyen|da|duoc) giao(?: cho)?\s*$")
});
static DONE_BY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s|\()do\s*$"));
static HELPS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:la (?:co quan|don vi) )?(?:phoi hop|cung phoi hop)\b"));
static CARRIES_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^.]*?(?:chiu trach nhiem (?:thi hanh|thuc hien|to chuc thuc hien)|can cu (?:quyet dinh|nghi quyet) (?:nay )?thi hanh)",
    )
});
/// The same on a line of its own below an article, where only these words tell it.
static CARRIES_OUT_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[^.]*?(?:chiu trach nhiem thi hanh|can cu (?:quyet dinh|nghi quyet) (?:nay )?thi hanh)")
});

/// What may stand before the unit a sentence is about.
pub(super) static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:de nghi|yeu cau|giao|doi voi|trach nhiem cua|hang nam|dinh ky|hang quy|hang thang|trong nam|truoc mat)(?: [\w/ ]{0,30}?)?[,:]?\s*|(?:den|truoc|trong|tu|giai doan) [\w/ –-]{4,40},\s*|(?:tren co so|can cu)\b[^;:]*,\s*)?$",
    )
});
/// Verbs that set the unit before them to work.
static WORKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\s*:?\s*(?:(?:co|chiu) trach nhiem|co nhiem vu|(?:tiep tuc|chu dong|khan truong|tap trung|thuong xuyen|phai|can|se|kip thoi)? ?",
        r"(?:ra soat|xay dung|tham muu|huong dan|to chuc|trien khai|kiem tra|theo doi|phoi hop|cung cap|lap|bo tri|can doi|tong hop|ban hanh|trinh",
        r"|thuc hien|don doc|tuyen truyen|van dong|quan ly|cap nhat|cong khai|day manh|tang cuong|lua chon|hoan thien|hoan thanh|nghien cuu|de xuat",
        r"|chi dao|lanh dao|tham dinh|giam sat|bao dam|dam bao|ho tro|khao sat|thong ke|bien soan|quan triet|pho bien|niem yet|xu ly|tuan tra|truyen thong))\b",
    ))
});
/// A unit that something is sent to does not act.
static RECEIVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:bao cao|gui|trinh|tham muu|cho|voi|ve|den|giup|cua)(?: ket qua)?(?: ve| cho| voi)?\s*$")
});
/// What stands between who orders and who has to do it.
static ORDERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[ ,;])(?:yeu cau|de nghi|giao|phan cong)(?: nhiem vu)?(?: cho)? ?:?\s*$")
});
static ORDERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:yeu cau|de nghi|giao|phan cong)(?: nhiem vu)?(?: cho)?\b"));
static OWNS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:cua|thuoc)\s*$"));
static IN_CHARGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*la (?:co quan |don vi )?(?:dau moi|thuong truc)\b"));
/// What the sentence goes on with where the unit is not the one who acts.
static NOT_ACTING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:$|[.;)]|(?:truc tiep )?phu trach\b|(?:da|duoc|la|dang|giao|yeu cau|de nghi|phan cong|ban hanh ke hoach|va|khoa|lan thu|nam|nhiem ky|\d|ve viec|ve )\b|(?:xay dung|ban hanh) (?:ke hoach|chuong trinh)\b.*nhu sau)",
    )
});

/// The duties the sentences of a clause give.
pub(super) fn duties(plan: &Plan, place: usize) -> Vec<Duty> {
    let clause = plan.clause(place);
    let text = clause.passage.text.as_str();
    let role = plan.roles[place];
    if clause.kind == Kind::Paragraph
        && plan.is_leaf(place)
        && carries_out(plan.named(place))
        && let Some(duty) = article(plan, place)
    {
        return vec![duty];
    }
    // The closing order of a plan repeats what its parts say; a letter says nothing else.
    let silent = matches!(role, Role::Context | Role::Purpose | Role::Viewpoint | Role::Effect)
        || (role == Role::Instruction && clause.kind != Kind::Article && plan.assigns);
    if silent || clause.kind == Kind::Annex {
        return Vec::new();
    }
    if clause.kind == Kind::Article
        && let Some(duty) = article(plan, place)
    {
        return vec![duty];
    }
    let acting = acting(plan, place);
    let mut found: Vec<(Range<usize>, Duty)> = Vec::new();
    for sentence in sentences(text) {
        let shifted = |range: &Range<usize>| sentence.start + range.start..sentence.start + range.end;
        found.extend(
            in_sentence(&plan.named(place).piece(sentence.clone()), acting)
                .into_iter()
                .map(|(range, duty)| (shifted(&range), duty)),
        );
    }
    let alone = found.len() == 1;
    let placed = |(range, duty): (Range<usize>, Duty)| {
        // A clause that gives one duty is that duty: "Xây kè ven suối. Sở X chủ trì."
        let range = if alone { 0..text.len() } else { range };
        let piece = Text::new(&text[range.clone()]);
        Duty {
            clause: clause.path.clone(),
            text: piece.original.to_owned(),
            due: deadlines::of_sentence(&piece),
            span: locate(&clause.passage, &range),
            ..duty
        }
    };
    found.into_iter().map(placed).collect()
}

/// `Chánh Văn phòng …, Giám đốc các sở … chịu trách nhiệm thi hành Quyết định này.`
fn carries_out(clause: &Named) -> bool {
    let begins = clause.names.first().is_some_and(|name| name.with_title.start == 0);
    begins && CARRIES_OUT_ALONE.is_match(&vietnamese::fold(clause.text))
}

/// Whether the unit that a sentence begins with has to do what it says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Acting {
    Never,
    /// Where a verb of work follows: in letters and articles nothing else tells that somebody is set to work.
    AtWork,
    Always,
}

fn acting(plan: &Plan, place: usize) -> Acting {
    // A heading does not act; a sentence that something was hung under by mistake does.
    if !plan.is_leaf(place) && !plan.text(place).trim_end().ends_with('.') {
        return Acting::Never;
    }
    match plan.roles[place] {
        Role::Assignment | Role::Task | Role::Solution | Role::Funding => Acting::Always,
        // The points of a letter or directive each begin with whom they are for.
        Role::Other | Role::Instruction if is_point(plan, place) => Acting::Always,
        Role::Other | Role::Instruction => Acting::AtWork,
        _ => Acting::Never,
    }
}

/// A numbered or marked clause of a document without sections.
fn is_point(plan: &Plan, place: usize) -> bool {
    !plan.has_sections
        && matches!(plan.clause(place).kind, Kind::Item | Kind::Letter | Kind::Dash | Kind::Plus)
}

/// The duties of a sentence, each with its piece. Where several parts between semicolons name who acts, each gives its
/// own duty, and a part that names nobody belongs to the one before it.
fn in_sentence(sentence: &Named, acting: Acting) -> Vec<(Range<usize>, Duty)> {
    let text = sentence.text;
    let mut found: Vec<(Range<usize>, Duty)> = Vec::new();
    for part in joined_parts(sentence) {
        let duties = in_piece(&sentence.piece(part.clone()), acting);
        match found.last_mut().filter(|_| duties.is_empty()) {
            Some((range, _)) => range.end = part.end,
            None => {
                let starts: Vec<usize> = duties.iter().skip(1).map(|(start, _)| part.start + start).collect();
                let begins = [part.start].into_iter().chain(starts.iter().copied());
                let ends = starts.iter().copied().chain([part.end]);
                let ranges = begins.zip(ends).map(|(begin, end)| trim(text, begin..end, char::is_whitespace));
                found.extend(ranges.zip(duties.into_iter().map(|(_, duty)| duty)));
            }
        }
    }
    if let [(range, _)] = found.as_mut_slice() {
        *range = 0..text.len();
    }
    found
}

/// The parts between semicolons; a list of units that goes on behind a semicolon parts nothing.
fn joined_parts(sentence: &Named) -> Vec<Range<usize>> {
    let ends_with_units =
        |end: usize| sentence.names.binary_search_by_key(&end, |name| name.range.end).is_ok();
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for part in parts(sentence.text) {
        let end = part.start + sentence.text[part.clone()].trim_end_matches([';', ' ']).len();
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = part.end,
            None => joined.push(part),
        }
        goes_on = ends_with_units(end);
    }
    joined
}

/// A line that only names who leads and who helps with what stands below: `Sở X chủ trì, phối hợp với Sở Y:`.
pub(super) fn shared(clause: &Named) -> Option<Duty> {
    let line = clause.text.trim_end().strip_suffix(':')?;
    let named = clause.piece(0..line.len());
    let lists = named.lists();
    let ends = lists.last().is_some_and(|list| line[list.range.end..].trim().len() < 24);
    let [(_, duty)] = in_piece(&named, Acting::Never).try_into().ok()?;
    let begins =
        lists.first().is_some_and(|list| OPENING.is_match(&vietnamese::fold(&line[..list.range.start])));
    (begins && ends).then_some(duty)
}

/// Whether a clause under the heading of these units names others right away that lead: `Sở Y tế chủ trì …`.
pub(super) fn led_by_another(clause: &Named, units: &[String]) -> bool {
    let lists = clause.lists();
    let Some(first) = lists.first() else { return false };
    let begins = OPENING.is_match(&vietnamese::fold(&clause.text[..first.range.start]));
    let leads = SAYS_LEADS.is_match(&after(clause.text, first.range.end));
    let full = |units: &[String]| units.iter().map(|unit| full_name(unit)).collect::<Vec<_>>();
    begins && leads && full(&first.printed(clause.text)) != full(units)
}

/// Whom a sentence calls on that leads over to what they have to do: `Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở, Chủ
/// tịch UBND các xã thực hiện các nội dung sau:`.
pub(super) fn called_on(sentence: &Named) -> Option<Vec<String>> {
    const BETWEEN: usize = 60;
    if !sentence.text.trim_end().ends_with(':') {
        return None;
    }
    let lists = sentence.lists();
    let first = lists.iter().position(|list| ORDERED.is_match(&before(sentence.text, list.range.start)))?;
    let mut units = lists[first].printed(sentence.text);
    for pair in lists[first..].windows(2) {
        let between = pair[1].range.start.saturating_sub(pair[0].range.end);
        if between > BETWEEN || !sentence.text[..pair[1].range.start].trim_end().ends_with([';', ',']) {
            break;
        }
        units.extend(pair[1].printed(sentence.text));
    }
    Some(units)
}

/// The units of one sentence, or of one part of it, that have something to do, and where what is said of them begins.
fn in_piece(piece: &Named, acting: Acting) -> Vec<(usize, Duty)> {
    let text = piece.text;
    let lists = piece.lists();
    let after = |list: &List| after(text, list.range.end);
    let before = |list: &List| before(text, list.range.start);
    let leads: Vec<usize> = (0..lists.len())
        .filter(|at| {
            let (before, after) = (before(&lists[*at]), after(&lists[*at]));
            SAYS_LEADS.is_match(&after)
                || (IS_ASSIGNED.is_match(&before) && !THOUGHT_OF.is_match(&before))
                || (DONE_BY.is_match(&before) && after.trim_start().starts_with("thuc hien"))
        })
        .collect();
    if leads.is_empty() {
        let acts = |list: &&List| {
            let (before, after) = (before(list), after(list));
            let ordered = ORDERED.is_match(&before) && !THOUGHT_OF.is_match(&before);
            let set_to_work = match acting {
                Acting::Never => false,
                Acting::AtWork => ordered || WORKS.is_match(&after),
                Acting::Always => true,
            };
            set_to_work
                && (ordered || OPENING.is_match(&before))
                && !RECEIVES.is_match(&before)
                && (ordered || IN_CHARGE.is_match(&after) || !NOT_ACTING.is_match(&after))
        };
        let named =
            lists.first().filter(|_| acting != Acting::Never).and_then(|list| named_before_work(piece, list));
        // "Trên cơ sở Chương trình của Chính phủ, các bộ xây dựng …": whose programme it is does not act.
        // "Chủ tịch UBND tỉnh yêu cầu các sở …": nor who orders.
        let first = lists.iter().find(|list| !OWNS.is_match(&before(list)) && !ORDERS.is_match(&after(list)));
        let known = || first.filter(acts).map(|list| (0, implicit(text, list)));
        return named.or_else(known).or_else(|| assigned_as_printed(text)).into_iter().collect();
    }
    let duty = |(nth, at): (usize, &usize)| {
        let end = leads.get(nth + 1).map_or(text.len(), |next| lists[*next].range.start);
        let list = &lists[*at];
        let explicit = SAYS_LEADS.is_match(&after(list));
        let rest = Text::new(text[list.range.end..end].trim_start());
        let mut helpers = cooperating(&rest);
        let later = lists[at + 1..]
            .iter()
            .take_while(|other| other.range.end <= end)
            .filter(|other| HELPS.is_match(&after(other)));
        helpers.extend(later.flat_map(|other| other.printed(text)));
        let duty = Duty {
            units: list.printed(text),
            cooperating: helpers,
            group: list.group(),
            mode: if explicit { Mode::Lead } else { wording(&rest).mode },
            leads_explicitly: explicit,
            confidence: Confidence::Sure,
            ..Duty::default()
        };
        (border(text, list.range.start), duty)
    };
    leads.iter().enumerate().map(duty).collect()
}

/// Where the words that lead to a unit begin: after the comma in `…, giao Sở Y tế`.
pub(super) fn border(text: &str, unit: usize) -> usize {
    let near = end(&text[..unit]);
    near.rfind([',', ';']).map_or(unit, |at| unit - near.len() + at + 1)
}

/// `Bộ X xây dựng …`: the unit a sentence begins with acts, though nothing says that it leads.
fn implicit(text: &str, list: &List) -> Duty {
    let rest = text[list.range.end..].trim_start_matches([':', ',', ' ']);
    let wording = wording(&Text::new(rest));
    Duty {
        units: list.printed(text),
        cooperating: wording.cooperating,
        group: list.group(),
        mode: wording.mode,
        leads_explicitly: wording.leads_explicitly,
        confidence: Confidence::Likely,
        ..Duty::default()
    }
}

/// `Điều 3. Chánh Văn phòng …, Giám đốc các Sở … chịu trách nhiệm thi hành Quyết định này.`
fn article(plan: &Plan, place: usize) -> Option<Duty> {
    let passage = &plan.clause(place).passage;
    let text = Text::new(&passage.text);
    let end = text.find(&CARRIES_OUT)?.end;
    let named = plan.named(place).piece(0..end).names;
    let units: Vec<String> = named
        .iter()
        .map(|name| match &name.head {
            Some(_) => name.name(&passage.text),
            None => passage.text[name.with_title.clone()].to_owned(),
        })
        .collect();
    (!units.is_empty()).then(|| Duty {
        clause: plan.path(place),
        units,
        group: named.iter().any(|name| name.group),
        text: passage.text.clone(),
        due: deadlines::of_sentence(&text),
        span: locate(passage, &(0..passage.text.len())),
        // It hands the document to those it is sent to: whether there is anything to follow up is for a person to say.
        confidence: Confidence::Unsure,
        ..Duty::default()
    })
}
