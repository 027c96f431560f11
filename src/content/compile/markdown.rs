//! Markdown with fences: headings from the second level on, paragraphs, lists, quotes, emphasis and links. Anything
//! else (raw HTML, images, code, rules) is refused by name, so what comes out is safe to put into a page.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, html};

use super::{PAGES, PIECES, is_https};
use crate::Segment;

/// What links inside the portal may point to.
pub(super) struct Links<'a> {
    pub terms: &'a BTreeSet<String>,
    pub lessons: &'a BTreeSet<String>,
}

impl Links<'_> {
    /// The address a link is compiled to: `glossary:x` → `/words#x`, `lesson:x` → `/learn/x`, `page:x` → `/x`; https
    /// stays as it is.
    fn address(&self, link: &str) -> Result<String, String> {
        match link.split_once(':') {
            Some(("glossary", id)) if self.terms.contains(id) => Ok(format!("/words#{id}")),
            Some(("lesson", id)) if self.lessons.contains(id) => Ok(format!("/learn/{id}")),
            Some(("page", id)) if PAGES.contains(&id) => Ok(format!("/{id}")),
            Some(("glossary" | "lesson" | "page", _)) => Err(format!("link {link:?} leads nowhere")),
            _ if is_https(link) => Ok(link.to_owned()),
            _ => Err(format!("link {link:?} is none of glossary:, lesson:, page: and https:")),
        }
    }
}

/// A lesson's text as segments: the stretches of Markdown between `{{piece:id}}` lines, and the pieces.
pub(super) fn segments(text: &str, links: &Links<'_>) -> Result<Vec<Segment>, Vec<String>> {
    let mut segments = Vec::new();
    let mut problems = Vec::new();
    let mut stretch = String::new();
    let flush = |stretch: &mut String, segments: &mut Vec<Segment>, problems: &mut Vec<String>| {
        if !stretch.trim().is_empty() {
            match render(stretch, links) {
                Ok(html) => segments.push(Segment::Html(html)),
                Err(more) => problems.extend(more),
            }
        }
        stretch.clear();
    };
    for line in text.lines() {
        match line.strip_prefix("{{piece:").and_then(|rest| rest.strip_suffix("}}")) {
            Some(id) if PIECES.contains(&id) => {
                flush(&mut stretch, &mut segments, &mut problems);
                segments.push(Segment::Piece(id.to_owned()));
            }
            Some(id) => problems.push(format!("piece {id:?} is not known")),
            None if line.contains("{{") => problems.push(format!("{line:?}: a piece stands on a line of its own")),
            None => {
                stretch.push_str(line);
                stretch.push('\n');
            }
        }
    }
    flush(&mut stretch, &mut segments, &mut problems);
    if problems.is_empty() { Ok(segments) } else { Err(problems) }
}

/// One paragraph, without its `<p>`.
pub(super) fn paragraph(text: &str, links: &Links<'_>) -> Result<String, Vec<String>> {
    let html = render(text, links)?;
    match html.trim_end().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => Ok(inner.to_owned()),
        _ => Err(vec!["is not one plain paragraph".to_owned()]),
    }
}

fn render(text: &str, links: &Links<'_>) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let events: Vec<Event<'_>> = Parser::new_ext(text, Options::empty())
        .map(|event| match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match links.address(&dest_url) {
                Ok(address) => Event::Start(Tag::Link { link_type, dest_url: CowStr::from(address), title, id }),
                Err(what) => {
                    problems.push(what);
                    Event::Start(Tag::Link { link_type, dest_url, title, id })
                }
            },
            event => {
                if let Some(what) = refused(&event) {
                    problems.push(what);
                }
                event
            }
        })
        .collect();
    if problems.is_empty() {
        let mut out = String::new();
        html::push_html(&mut out, events.into_iter());
        Ok(out)
    } else {
        Err(problems)
    }
}

/// Why an event may not be in a text, or `None` if it may.
fn refused(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("raw HTML is refused: {html:?}")),
        Event::Start(Tag::HtmlBlock) => Some("raw HTML is refused".to_owned()),
        Event::Start(Tag::Image { .. }) => Some("images are refused: nobody could read them aloud".to_owned()),
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            Some("the page has its first-level heading already: begin at ##".to_owned())
        }
        Event::Start(
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::List(_)
            | Tag::Item
            | Tag::BlockQuote(_)
            | Tag::Emphasis
            | Tag::Strong,
        )
        | Event::End(_)
        | Event::Text(_)
        | Event::SoftBreak => None,
        other => Some(format!("{other:?} is refused")),
    }
}

/// The words of a Markdown text without its marks, one block (heading, paragraph, list item) a line: for counting
/// sentences. Piece markers are left out.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let text: String = text.lines().filter(|line| !line.starts_with("{{")).flat_map(|line| [line, "\n"]).collect();
    let mut out = String::new();
    for event in Parser::new_ext(&text, Options::empty()) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item)
                if !out.is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}
