//! `cargo xtask bench`: the benches that crates declare. It says so when there is none.

use serde_json::Value;

use crate::command::{cargo, kept, shown};
use crate::failure::{Failure, Outcome};
use crate::place::Place;

/// Runs the benches, all or those whose name contains the filter.
pub fn run(place: &Place, filter: Option<&str>) -> Outcome {
    let text = kept(cargo().current_dir(&place.root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value =
        serde_json::from_str(&text).map_err(|cause| Failure::new(format!("cargo metadata: {cause}")))?;
    let names = names(&metadata);
    if names.is_empty() {
        println!("no crate declares a bench yet");
        return Ok(());
    }
    let mut command = cargo();
    command.current_dir(&place.root).args(["bench", "--locked", "--workspace", "--benches"]);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    shown(&mut command)
}

/// The benches in `cargo metadata`'s answer.
fn names(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let targets = packages.flat_map(|package| package["targets"].as_array().into_iter().flatten());
    let benches = targets.filter(|target| target["kind"] == serde_json::json!(["bench"]));
    benches.filter_map(|target| Some(target["name"].as_str()?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_benches_are_named() {
        let metadata = serde_json::json!({"packages": [{"targets": [
            {"kind": ["lib"], "name": "domain"}, {"kind": ["bench"], "name": "plan"}]}]});
        assert_eq!(names(&metadata), ["plan"]);
    }
}
