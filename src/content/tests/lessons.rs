//! Lessons: plain, equal in both languages, and right in their figures.

use super::{load, root};
use crate::compile::{lesson_body, plain_text};
use crate::{Glossary, LANGUAGES, Lesson, LessonIndex, Segment, glossary_path, lesson_index_path, lesson_path};

/// The three that the first release promises, in their order.
const PROMISED: [&str; 3] = ["collector-letter", "interest-and-minimums", "budget-that-holds"];

fn lesson(id: &str, lang: &str) -> Lesson {
    load(&lesson_path(id, lang))
}

fn text_of(id: &str, lang: &str) -> String {
    let file = std::fs::read_to_string(root().join(format!("lessons/{id}.{lang}.md"))).unwrap();
    plain_text(lesson_body(&file).unwrap())
}

#[test]
fn the_index_lists_the_lessons_in_order() {
    for lang in LANGUAGES {
        let index: LessonIndex = load(&lesson_index_path(lang));
        let ids: Vec<&str> = index.lessons.iter().map(|summary| summary.id.as_str()).collect();
        assert_eq!(ids, PROMISED);
        for summary in &index.lessons {
            let lesson = lesson(&summary.id, lang);
            assert_eq!((&lesson.title, lesson.minutes), (&summary.title, summary.minutes));
            assert_eq!(usize::from(summary.questions), lesson.quiz.len());
        }
        for page in ["budget", "plan", "debts", "offer"] {
            assert!(index.lessons.iter().any(|s| s.explains.iter().any(|p| p == page)), "nothing explains {page}");
        }
    }
}

#[test]
fn each_lesson_has_four_questions_with_every_choice_explained() {
    for lang in LANGUAGES {
        for id in PROMISED {
            let lesson = lesson(id, lang);
            assert_eq!(lesson.quiz.len(), 4, "{id}.{lang}");
            assert!(lesson.sources.len() >= 3, "{id}.{lang}");
            let mut places = Vec::new();
            for question in &lesson.quiz {
                assert_eq!(question.choices.len(), 3, "{id}.{lang} {}", question.id);
                places.push(question.choices.iter().position(|choice| choice.correct).unwrap());
                for choice in &question.choices {
                    assert!(choice.explanation.split_whitespace().count() >= 5, "{id}.{lang}: {}", choice.explanation);
                }
            }
            places.dedup();
            assert!(places.len() > 1, "{id}.{lang}: the right answer always stands in the same place");
        }
    }
}

#[test]
fn languages_are_equal_in_structure() {
    for id in PROMISED {
        let [english, spanish] = LANGUAGES.map(|lang| lesson(id, lang));
        assert_eq!(english.segments.len(), spanish.segments.len(), "{id}");
        assert_eq!(english.sources, spanish.sources, "{id}");
        let quiz = |lesson: &Lesson| -> Vec<(String, Vec<bool>)> {
            let right = |question: &crate::Question| question.choices.iter().map(|choice| choice.correct).collect();
            lesson.quiz.iter().map(|question| (question.id.clone(), right(question))).collect()
        };
        assert_eq!(quiz(&english), quiz(&spanish), "{id}");
        let links = |lesson: &Lesson| -> Vec<String> {
            let mut links: Vec<String> = lesson
                .segments
                .iter()
                .flat_map(|segment| match segment {
                    Segment::Html(html) => html.split("href=\"").skip(1).collect::<Vec<_>>(),
                    Segment::Piece(_) => Vec::new(),
                })
                .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
                .collect();
            links.sort();
            links
        };
        assert_eq!(links(&english), links(&spanish), "{id}: a link is missing in one language");
    }
}

#[test]
fn the_interest_lesson_holds_its_interactive_piece_once() {
    for lang in LANGUAGES {
        let pieces: Vec<Segment> = lesson("interest-and-minimums", lang)
            .segments
            .into_iter()
            .filter(|segment| matches!(segment, Segment::Piece(_)))
            .collect();
        assert_eq!(pieces, [Segment::Piece("interest".to_owned())], "{lang}");
    }
}

/// How hard a text is to read, by counting. Sentences end at . ? ! : and at the end of a block.
struct Reading {
    words: usize,
    sentences: usize,
    sentence_longest: usize,
    /// Words of more than six letters.
    words_long: usize,
}

impl Reading {
    fn of(text: &str) -> Self {
        let mut reading = Self { words: 0, sentences: 0, sentence_longest: 0, words_long: 0 };
        for block in text.lines() {
            let mut length = 0;
            for token in block.split_whitespace() {
                let letters = token.chars().filter(|c| c.is_alphabetic()).count();
                if letters > 0 || token.contains(|c: char| c.is_ascii_digit()) {
                    length += 1;
                    reading.words_long += usize::from(letters > 6);
                }
                if token.trim_end_matches(['"', ')']).ends_with(['.', '?', '!', ':']) {
                    reading.end_sentence(&mut length);
                }
            }
            reading.end_sentence(&mut length);
        }
        reading
    }

    fn end_sentence(&mut self, length: &mut usize) {
        if *length > 0 {
            self.words += *length;
            self.sentences += 1;
            self.sentence_longest = self.sentence_longest.max(*length);
            *length = 0;
        }
    }

    /// Björnsson's LIX: mean sentence length + percentage of words with more than six letters. Below 25 are books for
    /// children, from 40 on newspapers. It needs no syllables, so one measure serves both languages; Spanish words are
    /// longer, so its bound is higher.
    fn lix(&self) -> usize {
        self.words / self.sentences + 100 * self.words_long / self.words
    }
}

#[test]
fn the_reading_measure_tells_a_hard_text_from_an_easy_one() {
    let easy = Reading::of("You owe it. You can ask.\nDo not pay yet!");
    assert_eq!((easy.words, easy.sentences, easy.sentence_longest, easy.words_long), (10, 3, 4, 0));
    let hard = Reading::of(
        "Notwithstanding aforementioned contractual obligations, consumers experiencing financial difficulty should \
         immediately communicate circumstances",
    );
    assert!(hard.lix() > 80, "{}", hard.lix());
}

#[test]
fn lessons_are_short_and_plain() {
    for (lang, lix_max) in [("en", 20), ("es", 26)] {
        for id in PROMISED {
            let reading = Reading::of(&text_of(id, lang));
            assert!((400..=700).contains(&reading.words), "{id}.{lang}: {} words", reading.words);
            let mean = reading.words / reading.sentences;
            assert!(mean <= 10, "{id}.{lang}: {mean} words in a sentence");
            assert!(reading.sentence_longest <= 26, "{id}.{lang}: {} words in one", reading.sentence_longest);
            assert!(reading.lix() <= lix_max, "{id}.{lang}: LIX {}", reading.lix());
        }
    }
}

#[test]
fn quizzes_help_and_glossary_are_plain_too() {
    for (lang, lix_max) in [("en", 22), ("es", 30)] {
        let mut text = String::new();
        for id in PROMISED {
            for question in lesson(id, lang).quiz {
                text += &(question.prompt + "\n");
                for choice in question.choices {
                    text += &(choice.text + "\n" + &choice.explanation + "\n");
                }
            }
        }
        let glossary: Glossary = load(&glossary_path(lang));
        for term in glossary.terms {
            // The tags of a meaning are links only.
            let plain: String =
                term.meaning_html.split('<').map(|part| part.split('>').next_back().unwrap_or("")).collect();
            text += &(plain + "\n");
        }
        let reading = Reading::of(&text);
        assert!(reading.words > 1_000, "{lang}: only {} words were measured", reading.words);
        assert!(reading.lix() <= lix_max, "{lang}: LIX {}", reading.lix());
        assert!(reading.sentence_longest <= 26, "{lang}: {} words in one sentence", reading.sentence_longest);
    }
}

#[test]
fn a_word_of_the_trade_is_linked_to_its_meaning_where_a_lesson_uses_it() {
    /// Terms that are everyday words as well: a link at each would be noise.
    const EVERYDAY: [&str; 13] = [
        "plan",
        "offer",
        "record",
        "income",
        "outgoings",
        "frequency",
        "policy",
        "rights",
        "receipt",
        "creditor",
        "balance",
        "budget",
        "fee",
    ];
    let mut used = 0;
    for lang in LANGUAGES {
        let glossary: Glossary = load(&glossary_path(lang));
        for id in PROMISED {
            let words: Vec<String> = text_of(id, lang)
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            let text = format!(" {} ", words.join(" "));
            let html: String = lesson(id, lang)
                .segments
                .into_iter()
                .map(|segment| if let Segment::Html(html) = segment { html } else { String::new() })
                .collect();
            for term in glossary.terms.iter().filter(|term| !EVERYDAY.contains(&term.id.as_str())) {
                let name = term.term.split(" (").next().unwrap_or_default().to_lowercase();
                if text.contains(&format!(" {name} ")) {
                    used += 1;
                    assert!(
                        html.contains(&format!("/words#{}\"", term.id)),
                        "{id}.{lang} uses {name:?} without a link"
                    );
                }
            }
        }
    }
    assert!(used > 20, "only {used} terms were found in the lessons");
}

/// Months and interest of 1,000.00 at 2 % a month, when a fixed amount is paid at each month's end.
fn payoff(payment: i64) -> (i64, i64) {
    let (mut balance, mut months, mut interest) = (100_000_i64, 0, 0);
    while balance > 0 && months < 1_200 {
        let charge = (balance * 2 + 50) / 100;
        interest += charge;
        balance = (balance + charge - payment).max(0);
        months += 1;
    }
    (months, interest)
}

#[test]
fn the_figures_in_the_interest_lesson_are_right() {
    for lang in LANGUAGES {
        let text = text_of("interest-and-minimums", lang).replace("1,0", "10");
        for payment in [25, 50] {
            let (months, interest) = payoff(payment * 100);
            let whole = (interest + 50) / 100;
            let line = text
                .lines()
                .find(|line| line.contains(&format!(" {payment} ")) && line.contains(&format!(" {months} ")))
                .unwrap_or_else(|| panic!("{lang}: {payment} a month takes {months} months"));
            assert!(line.contains(&format!(" {whole}.")), "{lang}: {payment} a month costs {whole}, not: {line}");
        }
        assert!(payoff(2_500).0 > 3 * payoff(5_000).0, "more than three times as soon");
    }
}
