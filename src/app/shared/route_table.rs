//! Every address of the client's page, in one table.
//!
//! It depends on nothing but the steps of the domain, because three readers share it: the router, which finds the page
//! of an address; `routes.rs`, which draws it; and the build, which tells boot.js what to fetch beside the program.

use domain::journey::Step;

/// Every page of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The first screen.
    Home,
    /// What an invitation says.
    Invitation,
    /// What comes in and goes out.
    Budget,
    /// All of it, worked out and to be printed.
    Statement,
    /// What is owed.
    Debts,
    /// What happens month by month.
    Plan,
    /// What is tried out before anything is promised.
    WhatIf,
    /// What is offered.
    Offer,
    /// The answer, before anything is sent.
    Check,
    /// What both sides accepted.
    Arrangement,
    /// The list of lessons.
    Learn,
    /// One lesson; its id is the end of the path.
    Lesson,
    /// Words explained.
    Glossary,
    /// Free advice from people.
    Advice,
    /// What the law says, and until when.
    Rights,
    /// What this device keeps, and what left it.
    Settings,
    /// A plan somebody shared.
    SharedPlan,
    /// Nothing of ours.
    NotFound,
}

/// One address.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The path; `:id` stands for one segment of any text.
    pub path: &'static str,
    /// The page it leads to.
    pub page: Page,
    /// The step of the way that the page is, if it is one.
    pub step: Option<Step>,
    /// The cut of the program with the page in it; empty where the main part has it.
    pub chunk: &'static str,
}

const fn route(path: &'static str, page: Page, step: Option<Step>, chunk: &'static str) -> Route {
    Route { path, page, step, chunk }
}

/// All addresses. Whatever is not among them is [`Page::NotFound`].
pub const ROUTES: [Route; 17] = [
    route("/", Page::Home, None, ""),
    route("/i", Page::Invitation, None, "invitation"),
    route("/budget", Page::Budget, Some(Step::Budget), "budget"),
    route("/statement", Page::Statement, None, "statement"),
    route("/debts", Page::Debts, Some(Step::Debts), "debts"),
    route("/plan", Page::Plan, Some(Step::Plan), "plan"),
    route("/what-if", Page::WhatIf, None, "what_if"),
    route("/offer", Page::Offer, Some(Step::Offer), "offer"),
    route("/check", Page::Check, Some(Step::Check), "check"),
    route("/arrangement", Page::Arrangement, Some(Step::Arrangement), "arrangement"),
    route("/learn", Page::Learn, None, "learn"),
    route("/learn/:id", Page::Lesson, None, "learn"),
    route("/words", Page::Glossary, None, "glossary"),
    route("/advice", Page::Advice, None, "glossary"),
    route("/rights", Page::Rights, None, "rights"),
    route("/data", Page::Settings, None, "settings"),
    route("/shared", Page::SharedPlan, None, "shared_plan"),
];
