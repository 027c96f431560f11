//! What every document has in common: numbers, dates, pairs, and texts that are no JSON.

use jiff::civil::{Date, date};

use crate::{Error, ErrorKind, Json, Value, parse, print};

fn error<T: Json + core::fmt::Debug>(text: &str) -> (String, ErrorKind) {
    let error = parse::<T>(text.as_bytes()).expect_err(text);
    (error.path, error.kind)
}

#[test]
fn numbers_are_whole_and_in_bounds() {
    assert_eq!(parse::<u8>(b"255"), Ok(255));
    assert_eq!(parse::<i64>(b"-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(parse::<u64>(b"18446744073709551615"), Ok(u64::MAX));
    for none in ["256", "-1", "1.0", "1e1", "\"1\"", "true", "null", "1e999"] {
        assert!(parse::<u8>(none.as_bytes()).is_err(), "{none}");
    }
    for none in ["9223372036854775808", "-9223372036854775809", "1.0", "-0.0", "1E2"] {
        assert_eq!(error::<i64>(none), (String::new(), ErrorKind::Type), "{none}");
    }
}

#[test]
fn a_date_is_written_in_one_way() {
    assert_eq!(parse(b"\"2028-02-29\""), Ok(date(2028, 2, 29)));
    for none in ["2027-02-29", "20270228", "2027-02-28T00:00", "2027-2-28", " 2027-02-28", ""] {
        assert_eq!(error::<Date>(&print(&none.to_owned())), (String::new(), ErrorKind::Type), "{none}");
    }
}

#[test]
fn a_pair_has_two() {
    assert_eq!(parse(b"[\"a\",1]"), Ok(("a".to_owned(), 1_u8)));
    for none in ["[]", "[\"a\"]", "[\"a\",1,2]", "{\"a\":1}", "\"a\""] {
        assert_eq!(error::<(String, u8)>(none), (String::new(), ErrorKind::Type), "{none}");
    }
    assert_eq!(error::<Vec<(String, u8)>>("[[\"a\",1],[\"b\",256]]"), ("[1][1]".into(), ErrorKind::Type));
}

#[test]
fn what_is_no_json_is_malformed_however_deep() {
    let deep = "[".repeat(100_000);
    for text in ["", "{", "nonsense", "{\"a\":1,}", "\"", "1 2", &deep] {
        assert_eq!(error::<Value>(text), (String::new(), ErrorKind::Malformed));
    }
    assert_eq!(parse::<String>(b"\"\xff\""), Err(Error { path: String::new(), kind: ErrorKind::Malformed }));
}
