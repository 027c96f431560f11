//! The commands that answer a document with a document: `evenkeel plan FILE|-` and its kin.
//!
//! What is asked and answered is defined in the module of each command; here are only files and exit codes. A refused document
//! leaves nothing on standard output, the path of the field and the reason on standard error, and exit code 2.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::rights::Library;
use crate::{Error, apr, disclose, plan, policy, rights, share_out};

/// Longer documents are refused unread: 200 debts take a hundredth of this.
const DOCUMENT_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The commands that need no server.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Calculation {
    /// The course of debts under a budget and a strategy
    Plan(Document),
    /// One sum shared over several creditors
    ShareOut(Document),
    /// The annual percentage rate of advances and payments
    Apr(Document),
    /// What a statement must say about paying only the minimum
    Disclose(Document),
    /// What dated acceptance rules say to a proposal or to a change
    Policy(Document),
    /// Which clocks of the law run after what happened to a debt, and whether a contact may be made
    Rights(Document),
}

/// What a command reads and how it answers.
#[derive(Clone, Debug, clap::Args)]
pub struct Document {
    /// A JSON document; `-` reads standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// Answer with a table for people instead of JSON
    #[arg(long)]
    pub table: bool,
}

impl Calculation {
    /// Reads the document, answers it on standard output, and returns the exit code. `law` is read only by
    /// [`Self::Rights`].
    #[must_use]
    pub fn run<L: Library>(&self, law: &dyn Fn() -> Result<L, String>) -> ExitCode {
        ExitCode::from(self.answer_to(law, &mut io::stdout().lock(), &mut io::stderr().lock()))
    }

    /// Like [`Self::run`], with the places to write to. The exit code is 0 for an answer, 1 for an answer that could
    /// not be written, 2 for a document that was refused.
    pub fn answer_to<L: Library>(
        &self,
        law: &dyn Fn() -> Result<L, String>,
        output: &mut dyn Write,
        errors: &mut dyn Write,
    ) -> u8 {
        let answer = self.document().read().and_then(|text| self.answer(&text, law));
        let written = match &answer {
            Ok(answer) => output.write_all(answer.trim_end().as_bytes()).and_then(|()| output.write_all(b"\n")),
            Err(reason) => writeln!(errors, "{reason}"),
        };
        match (answer, written) {
            (Err(_), _) => 2,
            (Ok(_), Err(_)) => 1,
            (Ok(_), Ok(())) => 0,
        }
    }

    const fn document(&self) -> &Document {
        match self {
            Self::Plan(document)
            | Self::ShareOut(document)
            | Self::Apr(document)
            | Self::Disclose(document)
            | Self::Policy(document)
            | Self::Rights(document) => document,
        }
    }

    fn answer<L: Library>(&self, text: &str, law: &dyn Fn() -> Result<L, String>) -> Result<String, String> {
        let answer = match (self, self.document().table) {
            (Self::Plan(_), false) => plan::run(text),
            (Self::Plan(_), true) => plan::table(text),
            (Self::ShareOut(_), false) => share_out::run(text),
            (Self::ShareOut(_), true) => share_out::table(text),
            (Self::Apr(_), false) => apr::run(text),
            (Self::Apr(_), true) => apr::table(text),
            (Self::Disclose(_), false) => disclose::run(text),
            (Self::Disclose(_), true) => disclose::table(text),
            (Self::Policy(_), false) => policy::run(text),
            (Self::Policy(_), true) => policy::table(text),
            (Self::Rights(_), false) => rights::run(text, &law()?),
            (Self::Rights(_), true) => rights::table(text, &law()?),
        };
        answer.map_err(|error: Error| error.to_string())
    }
}

impl Document {
    fn read(&self) -> Result<String, String> {
        let name = self.file.display();
        let mut text = String::new();
        let mut limited = |source: &mut dyn Read| source.take(DOCUMENT_BYTES_MAX + 1).read_to_string(&mut text);
        let read = if self.file.as_os_str() == "-" {
            limited(&mut io::stdin().lock())
        } else {
            File::open(&self.file).and_then(|mut file| limited(&mut file))
        };
        read.map_err(|error| format!("{name}: {error}"))?;
        let fits = u64::try_from(text.len()).is_ok_and(|length| length <= DOCUMENT_BYTES_MAX);
        if fits { Ok(text) } else { Err(format!("{name}: longer than {DOCUMENT_BYTES_MAX} bytes")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::tests::Small;

    /// The small law of the tests of `rights`.
    fn carried() -> Result<Small, String> {
        Ok(Small)
    }

    fn ask(text: &str, table: bool, command: fn(Document) -> Calculation) -> (u8, String, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("question.json");
        std::fs::write(&file, text).unwrap();
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let code = command(Document { file, table }).answer_to(&carried, &mut output, &mut errors);
        (code, String::from_utf8(output).unwrap(), String::from_utf8(errors).unwrap())
    }

    const SHARE: &str = r#"{"amount":"160.00","rule":"by_balance","debts":[{"id":"x","balance":"4550.00"}]}"#;

    #[test]
    fn answers_go_to_standard_output() {
        let answer = (0, "{\"offers\":{\"x\":\"160.00\"}}\n".to_owned(), String::new());
        assert_eq!(ask(SHARE, false, Calculation::ShareOut), answer);
        let (code, table, _) = ask(SHARE, true, Calculation::ShareOut);
        assert_eq!((code, table.as_str()), (0, "Creditor   Offer\nx         160.00\n"));
    }

    #[test]
    fn refusals_leave_standard_output_empty() {
        let (code, output, errors) = ask(&SHARE.replace("4550", "-1"), false, Calculation::ShareOut);
        assert_eq!((code, output.as_str()), (2, ""));
        assert!(errors.starts_with("debts[0].balance: "), "{errors}");
        let others =
            [Calculation::Plan, Calculation::Apr, Calculation::Disclose, Calculation::Policy, Calculation::Rights];
        for command in others {
            let (code, output, errors) = ask(SHARE, false, command);
            assert_eq!((code, output.as_str()), (2, ""));
            assert!(errors.contains("unknown field") || errors.contains("missing field"), "{errors}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let file = PathBuf::from("no/such/file.json");
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let code = Calculation::Plan(Document { file, table: false }).answer_to(&carried, &mut output, &mut errors);
        assert_eq!((code, output.is_empty()), (2, true));
        assert!(String::from_utf8(errors).unwrap().starts_with("no/such/file.json: "));
        let (code, _, errors) = ask(&" ".repeat(4 * 1024 * 1024 + 1), false, Calculation::Plan);
        assert_eq!(code, 2);
        assert!(errors.contains("longer than"), "{errors}");
    }
}
