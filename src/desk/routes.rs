//! What is drawn at each address. The only file that knows every feature.

use leptos::prelude::*;
use ui::live::live;
use ui::words::PageLanguage;

use crate::features::{case, cases, invite, organisation, sign_in};
use crate::route_table::Route;
use crate::shell::{loading, not_found, unreachable};
use crate::store::{Desk, Phase};
use crate::words::use_words;

/// Says in which language the sentences of a locale file stand.
fn mark(locale: &str) {
    provide_context(PageLanguage(use_words().0.language_of(locale)));
}

/// Draws what whoever is here may see: a page of the desk, or what comes before it.
pub fn view(desk: Desk, phase: Phase) -> AnyView {
    mark("sign_in");
    match phase {
        Phase::Loading => loading::page(),
        Phase::Unreachable => unreachable::page(desk),
        Phase::SettingUp(secret) => sign_in::setup(desk, secret),
        Phase::SignedOut { ended } => sign_in::sign_in(desk, ended),
        Phase::SignedIn(_) => live(move || {
            let route = desk.route.get();
            mark(match route {
                Route::List => "cases",
                Route::Invite => "invite",
                Route::Organisation => "organisation",
                Route::Case(_) => "case",
                Route::Password | Route::Nothing => "sign_in",
            });
            untrack(|| match route {
                Route::List => cases::page(desk),
                Route::Invite => invite::page(desk),
                Route::Password => sign_in::change(desk),
                Route::Organisation => organisation::page(desk),
                Route::Case(id) => case::page(desk, &id),
                Route::Nothing => not_found::page(),
            })
        }),
    }
}
