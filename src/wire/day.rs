//! A date in a document: `2026-01-31`, and nothing else that is or once was a way to write a date.
//!
//! For `#[serde(with = "crate::day")]`. The date library brings its own reader, whose messages for every way a date may
//! be wrong are longer than the page's own code.

use domain::calendar;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&calendar::text(*date))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    calendar::parse(&text).ok_or_else(|| serde::de::Error::custom("a date is written as \"2026-01-31\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Serialize, Deserialize)]
    struct Document {
        #[serde(with = "super")]
        day: Date,
    }

    #[test]
    fn days_come_back() {
        let document = Document { day: jiff::civil::date(2028, 2, 29) };
        let text = serde_json::to_string(&document).unwrap();
        assert_eq!(text, r#"{"day":"2028-02-29"}"#);
        assert_eq!(serde_json::from_str::<Document>(&text).unwrap(), document);
    }

    #[test]
    fn other_ways_to_write_a_date_are_refused() {
        for text in
            [r#"{"day":"2027-02-29"}"#, r#"{"day":"20270228"}"#, r#"{"day":"2027-02-28T00:00"}"#, r#"{"day":1}"#]
        {
            assert!(serde_json::from_str::<Document>(text).is_err(), "{text}");
        }
    }
}
