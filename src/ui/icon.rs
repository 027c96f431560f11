//! Small drawings beside words. Always decorative (`aria-hidden`): the words carry the meaning.

use leptos::prelude::*;

/// One drawing of the set, on a grid of 24 by 24, drawn with a line of 2 in the colour of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A tick.
    Done,
    /// A tick in a circle: something went well.
    Success,
    /// An "i" in a circle: good to know.
    Know,
    /// A mark in a triangle: take care.
    Care,
    /// A mark in an octagon: an error.
    Stop,
    /// Two sheets.
    Copy,
    /// An arrow onwards.
    Next,
    /// An arrow back.
    Back,
    /// A plus sign.
    Add,
    /// A bin.
    Remove,
    /// A pencil.
    Edit,
    /// A padlock: stays on this device.
    Lock,
    /// A clock: waiting for somebody.
    Wait,
    /// A door with an arrow: leave.
    Leave,
    /// An open book: a lesson.
    Learn,
    /// A link to pass on.
    Share,
    /// A printer.
    Print,
    /// An arrow that falls into a tray.
    Download,
    /// A pointing wedge, turned by what it opens.
    Open,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Done => "M5 12.5l4.5 4.5L19 7.5",
            Self::Success => "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0zM8 12.5l2.8 2.8L16 9.5",
            Self::Know => "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0zM12 11v5.5M12 7.5v.2",
            Self::Care => "M12 3.5L22 20.5H2zM12 10v4.5M12 17.3v.2",
            Self::Stop => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5M12 16v.2",
            Self::Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
            Self::Next => "M4 12h15M13 6l6 6-6 6",
            Self::Back => "M20 12H5M11 6l-6 6 6 6",
            Self::Add => "M12 5v14M5 12h14",
            Self::Remove => "M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5",
            Self::Edit => "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5",
            Self::Lock => "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
            Self::Wait => "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0zM12 7v5.3l3.5 2",
            Self::Leave => "M13 4H5v16h8M10 12h11M17 8l4 4-4 4",
            Self::Learn => {
                "M12 6.5C9.5 4.7 6.5 4.5 3 5v13.5c3.5-.5 6.5-.3 9 1.5 2.5-1.8 5.5-2 9-1.5V5c-3.5-.5-6.5-.3-9 1.5zM12 6.5V20"
            }
            Self::Share => "M12 15V4M8 7.5L12 3.5l4 4M5 12v8h14v-8",
            Self::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Self::Download => "M12 4v11M8 11.5l4 4 4-4M5 20h14",
            Self::Open => "M9 6l6 6-6 6",
        }
    }
}

/// Draws an icon. Its size follows the text (`.icon` in components.css).
#[must_use]
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}

/// The mark of the portal: a boat on even water. Drawn with areas, so that it stands beside bold words.
#[must_use]
pub fn mark() -> AnyView {
    view! {
        <svg class="icon icon--mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path class="icon__fill" d="M13 2.5c3.6 2.4 6 6.2 6.5 10.5H13zM11 6v7H5.5C7 10.5 9 8.3 11 6z" />
            <path d="M3.5 15.8h17M3 20.3c2.25 0 2.25 1.2 4.5 1.2s2.25-1.2 4.5-1.2 2.25 1.2 4.5 1.2 2.25-1.2 4.5-1.2" />
        </svg>
    }
    .into_any()
}
