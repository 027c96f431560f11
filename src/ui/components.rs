//! What pages are made of, besides forms. Words come in as properties; the class names are styled in `style/`.
//!
//! ```text
//! view! {
//!     <SiteHeader brand="Evenkeel" home="/"> … language switch, leave button … </SiteHeader>
//!     <PageFrame rail=view! { <StepRail label=… compact=… steps/> }.into_any()>
//!         <PageHeader title=words.title>
//!             <Lead><Rich pieces/></Lead>
//!         </PageHeader>
//!         <Columns>
//!             <Card title=words.which> … </Card>
//!             <Card title=words.owe> … </Card>
//!         </Columns>
//!         <Notice kind=NoticeKind::Care title="Northway"> … </Notice>
//!         <Actions> … </Actions>
//!         <BottomBar label=words.left_over figure=… />
//!     </PageFrame>
//! }
//! ```
//!
//! A page starts with the answer in one sentence ([`Lead`]); then the choice; then the picture; then what to watch out
//! for; then one next step. [`BottomBar`] must be the last child of [`PageFrame`]: it sticks to the lower edge while
//! the page is read and has its own room at the end, so it never lies over the last button.

mod block;
mod card;
mod copy;
mod frame;
mod rail;
mod rich;
mod state;
mod table;

pub use block::{Disclosure, SummaryList, SummaryRow, plain_summary};
pub use card::{Card, Columns, Notice, NoticeKind};
pub use copy::{CopyField, CopyWords, QrCode};
pub use frame::{BottomBar, Lead, PageFrame, PageHeader, SiteHeader, SkipLink};
pub use rail::{Step, StepRail, StepState};
pub use rich::{Figure, Rich};
pub use state::{EmptyState, LiveRegion, Loading, StatusTag, Tone};
pub use table::{Cell, DataTable};
pub use words::Piece;
