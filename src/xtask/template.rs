//! Filling `{{name}}` in an HTML template.

use crate::failure::{Failure, Outcome};

/// Puts the values in their places. A place without a value is an error, so that no page ships with a hole.
pub fn fill(template: &str, values: &[(&str, &str)]) -> Outcome<String> {
    let mut out = String::with_capacity(template.len() + 512);
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let (before, from) = rest.split_at(start);
        let end = from.find("}}").ok_or_else(|| Failure::new("a template has {{ without }}"))?;
        let name = from[2..end].trim();
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) =
            value.ok_or_else(|| Failure::new(format!("a template asks for {name:?}, which is not known")))?;
        out.push_str(before);
        out.push_str(value);
        rest = &from[end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Removes HTML comments: they are for the people who edit the template.
pub fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        out.push_str(rest[..start].trim_end_matches([' ', '\n']));
        rest = rest[start..].find("-->").map_or("", |end| &rest[start + end + 3..]);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_or_refused() {
        assert_eq!(
            fill("<a href=\"{{ js }}\">{{b}}", &[("js", "/x.js"), ("b", "")]).expect("filled"),
            "<a href=\"/x.js\">"
        );
        assert!(fill("{{unknown}}", &[("js", "x")]).is_err());
        assert!(fill("{{js", &[("js", "x")]).is_err());
    }

    #[test]
    fn comments_are_left_out() {
        assert_eq!(without_comments("<p>a</p>\n<!-- why -->\n<p>b</p>"), "<p>a</p>\n<p>b</p>");
    }
}
