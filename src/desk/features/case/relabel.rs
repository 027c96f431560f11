//! Another label for the desk's own list.

use leptos::prelude::*;
use ui::components::Disclosure;
use ui::form::{Actions, Button, ButtonKind, Form, TextField};
use wire::api::{DeskCase, LabelRequest, limit};
use wire::json;

use crate::shared::form_check::FormCheck;
use crate::shared::form_reader::FormReader;
use crate::shared::format::label;
use crate::shared::server_problem::trouble_at;
use crate::store::Desk;
use crate::store::net::{self, Method, Request};
use crate::words::Words;

/// The label, folded away until somebody wants another.
pub fn view(desk: Desk, words: Words, case: &DeskCase) -> AnyView {
    let typed = RwSignal::new(case.label.clone());
    let read = move || {
        let mut reader = FormReader::default();
        let label = reader.text("label", &typed.get(), limit::NAME_CHARS_MAX, false);
        if reader.errors.is_empty() { Ok(LabelRequest { label }) } else { Err(reader.errors) }
    };
    let currency = Signal::stored(domain::money::Currency::USD);
    let checked = FormCheck::new(desk, currency, Box::new(move || read().err().unwrap_or_default()));
    let path = [net::INVITATIONS, "/", &case.invitation.id, "/label"].concat();
    let trouble = trouble_at(desk, path.clone());
    let submit = Callback::new(move |()| {
        checked.submit();
        let Ok(request) = untrack(read) else { return };
        let body = Some(json::print(&request));
        let request = Request { method: Method::Put, path: path.clone(), body, ..Request::default() };
        let done = |desk: Desk, text: &str| {
            desk.case.set(Some(net::read::<DeskCase>(text)?));
            Ok(())
        };
        desk.write(request, false, Box::new(done));
    });
    view! {
        <div class="no-print">
            <Disclosure summary=words.case_relabel()>
                <Form id="relabel" on_submit=submit>
                    <TextField
                        id="label"
                        label=words.review_label()
                        hint=words.invite_label_hint()
                        value=typed
                        autocomplete="off"
                        error=checked.error("label")
                        on_leave=checked.leave("label")
                    />
                    {trouble}
                    <Actions>
                        <Button kind=ButtonKind::Outlined label=label(words.case_relabel_keep()) submit=true busy=desk.sending.busy/>
                    </Actions>
                </Form>
            </Disclosure>
        </div>
    }
    .into_any()
}
