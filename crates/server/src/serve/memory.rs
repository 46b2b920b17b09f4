use std::hint::black_box;
use std::time::Duration;

use tokio::time::sleep;

const PERIOD: Duration = Duration::from_secs(3);
/// What the allocator takes from the system for itself alone; less it cuts from what it has.
const LARGE: usize = 32 << 20;

/// Lets the allocator give back what nobody uses. It does so only when somebody takes or frees a large piece, which a server
/// at rest does not: the 19 MiB of each password that was hashed would stay. This piece is never touched, so that it takes
/// no memory itself.
pub(super) async fn give_back() {
    loop {
        sleep(PERIOD).await;
        drop(black_box(Vec::<u8>::with_capacity(LARGE)));
    }
}
