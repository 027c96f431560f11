//! The whole of the content, checked as it will be served.
