//! The glossary: one TOML file per language, the same ids in each.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Compiler;
use super::markdown::{self, Links};
use crate::{Glossary, LANGUAGES, Term, glossary_path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GlossaryToml {
    term: Vec<TermToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermToml {
    id: String,
    term: String,
    /// Markdown, one paragraph.
    meaning: String,
}

fn file_of(lang: &str) -> String {
    format!("glossary.{lang}.toml")
}

/// The ids that links may name: those that every language has.
pub(super) fn compile(compiler: &mut Compiler<'_>) -> BTreeSet<String> {
    let mut common: Option<BTreeSet<String>> = None;
    for lang in LANGUAGES {
        let file = file_of(lang);
        let Some(toml) = compiler.read_toml::<GlossaryToml>(&file) else { continue };
        compiler.check_ids(&file, "term", toml.term.iter().map(|term| term.id.as_str()));
        let ids: BTreeSet<String> = toml.term.into_iter().map(|term| term.id).collect();
        if let Some(others) = &common {
            for id in others.symmetric_difference(&ids) {
                compiler.error(&file, format!("term {id:?} is not in every language"));
            }
        }
        common = Some(match common {
            Some(others) => others.intersection(&ids).cloned().collect(),
            None => ids,
        });
    }
    common.unwrap_or_default()
}

/// Writes one file per language, in the order a reader of that language looks for a word.
pub(super) fn write(compiler: &mut Compiler<'_>, links: &Links<'_>) {
    for lang in LANGUAGES {
        let file = file_of(lang);
        // A file that cannot be read is a problem noted once already: it is noted again and dropped as a duplicate.
        let Some(toml) = compiler.read_toml::<GlossaryToml>(&file) else { continue };
        let mut terms = Vec::new();
        for TermToml { id, term, meaning } in toml.term {
            compiler.check_text(&file, &term);
            match markdown::paragraph(&meaning, links) {
                Ok(meaning_html) => terms.push(Term { id, term, meaning_html }),
                Err(problems) => {
                    for what in problems {
                        compiler.error(&file, format!("term {id:?}: {what}"));
                    }
                }
            }
        }
        terms.sort_by_cached_key(|term| sort_key(&term.term));
        compiler.write(glossary_path(lang), &Glossary { terms });
    }
}

/// Lower case without accents, which is how both languages order a short list of words. Ñ keeps its place after n.
fn sort_key(term: &str) -> String {
    let mut key = String::new();
    for letter in term.to_lowercase().chars() {
        match letter {
            'á' => key.push('a'),
            'é' => key.push('e'),
            'í' => key.push('i'),
            'ó' => key.push('o'),
            'ú' | 'ü' => key.push('u'),
            'ñ' => key.push_str("n~"),
            other => key.push(other),
        }
    }
    key
}
