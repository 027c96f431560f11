//! trunk's hook after a build: what trunk cannot do itself.
//!
//! It compiles the content and the sentences. For a release it also cuts the client's program, makes all files smaller, names them after
//! their content, compresses them, and tells the service worker what to keep. trunk names files after the program
//! before it is optimised; under such a name a cached file could be another one than the page asks for.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::build::cut;
use crate::build::route_table::ROUTES;
use crate::build::trunk::{CLIENT, PAGES, Page};
use crate::error::{Error, Outcome};
use crate::files;
use crate::place::Place;
use crate::tools::npm::{self, Aim};
use crate::tools::{cargo_tool, wasm_target};

/// What stands at every address of a page but its first: the same document without what only the first page says, so that
/// nobody who follows a link to another one sees that, or taps it, before the program has started.
const OTHER: &str = "page.html";

/// The folder of files whose address holds a hash of what is in them. The server tells browsers to keep these for good.
const HASHED: &str = "assets";

/// Finishes what trunk has just built, before it is put in the place of the last build.
pub fn run(place: &Place) -> Outcome {
    let missing = |cause| Error::new(format!("{cause}")).remedy("this is a hook of trunk: see Trunk.toml");
    let variable = |name: &str| std::env::var(name).map_err(missing);
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let is_release = variable("TRUNK_PROFILE")? == "release";
    let page = PAGES.iter().find(|page| staging.join(format!("{}.js", page.name)).is_file());
    let page = page.ok_or_else(|| Error::new("trunk built a page that src/xtask/build/trunk.rs does not name"))?;
    if page.name == CLIENT.name {
        match write_content(place, &staging) {
            // Who works on the page sees what is wrong and goes on; a release does not.
            Err(failure) if !is_release => println!("{failure}"),
            written => written?,
        }
    }
    write_words(place, &staging, page)?;
    if is_release { release(place, &staging, page) } else { write_other(&staging, page) }
}

/// Writes [`OTHER`] from the index of the client's page, once that is what is served.
fn write_other(staging: &Path, page: &Page) -> Outcome {
    if page.name != CLIENT.name {
        return Ok(());
    }
    let html = other(&files::read_text(&staging.join("index.html"))?)?;
    files::write(&staging.join(OTHER), html.as_bytes())
}

/// The document without the part that only the first page has, and without its name in the window's title.
fn other(index: &str) -> Outcome<String> {
    let between = |html: &str, from: &str, to: &str| -> Outcome<(usize, usize)> {
        let missing = || Error::new(format!("the page's index.html has no {from} … {to}"));
        let start = html.find(from).ok_or_else(missing)?;
        let end = html[start..].find(to).ok_or_else(missing)?;
        Ok((start, start + end + to.len()))
    };
    let mut html = index.to_owned();
    let (start, end) = between(&html, "<div data-home>", "</p>\n</div>")?;
    html.replace_range(start..end, "");
    let (start, end) = between(&html, "<title>", "</title>")?;
    html.replace_range(start..end, "<title>Evenkeel</title>");
    Ok(html)
}

/// Compiles the sentences of a page, and names the folder of each language where boot.js chooses from. The gallery has
/// none.
fn write_words(place: &Place, staging: &Path, page: &Page) -> Outcome {
    let sources = place.root.join("src").join(page.name);
    if !sources.join("locales").is_dir() {
        return Ok(());
    }
    let compiled = words::compile::compile(page.name, &sources)
        .map_err(|errors| Error::new(format!("the sentences do not compile\n  {}", errors.join("\n  "))))?;
    for file in compiled.languages.iter().flat_map(|files| &files.parts).chain([&compiled.index]) {
        files::write(&staging.join(&file.path), file.text.as_bytes())?;
    }
    let index = staging.join("index.html");
    let mut html = files::read_text(&index)?;
    put(&mut html, "\"/boot.js\"", &format!("\"/boot.js\" data-words=\"{}\"", compiled.links()))?;
    files::write(&index, html.as_bytes())
}

/// Compiles lessons, countries and law.
fn write_content(place: &Place, staging: &Path) -> Outcome {
    let compiled = content::compile::compile_all(&place.root.join("src/content")).map_err(|problems| {
        let lines = problems.iter().map(|problem| format!("\n  {}: {}", problem.file, problem.what));
        Error::new(format!("the content does not compile{}", lines.collect::<String>()))
    })?;
    compiled.iter().try_for_each(|file| files::write(&staging.join(&file.path), &file.bytes))
}

fn release(place: &Place, staging: &Path, page: &Page) -> Outcome {
    let is_client = page.name == CLIENT.name;
    let [style, boot, worker] = ["style/index.css", "boot.js", "sw.js"].map(|name| staging.join(name));
    npm::shrink(place, Aim::Small, &[style.clone(), boot.clone(), worker.clone()])?;
    let start = add(staging, "start", vec![style, boot])?;
    files::remove_folder(&staging.join("style"))?;
    let program = add_program(place, staging, page)?;

    let index = staging.join("index.html");
    let mut html = files::read_text(&index)?;
    let named = |address: &str| -> Outcome<String> {
        let digest = Sha384::digest(files::read(&staging.join(&address[1..]))?);
        Ok(format!("\"{address}\" integrity=\"sha384-{}\"", STANDARD.encode(digest)))
    };
    put(&mut html, "\"/style/index.css\"", &named(&format!("{start}/index.css"))?)?;
    put(&mut html, "\"/boot.js\"", &named(&format!("{start}/boot.js"))?)?;
    for file in [format!("{}.js", page.name), format!("{}_bg.wasm", page.name)] {
        put(&mut html, &format!("\"/{file}\""), &named(&format!("{program}/{file}"))?)?;
    }
    if is_client {
        let loader = named(&format!("{program}/{}.js", cut::LOADER))?;
        put(&mut html, "</head>", &format!("<link rel=\"modulepreload\" href={loader}>\n</head>"))?;
        let thread = files::all_below(&staging.join("worker"))?;
        npm::shrink(place, Aim::Fast, &thread)?;
        let thread = add(staging, "worker", thread)?;
        let more = format!("\"{thread}/start.js\" data-worker=\"/sw.js\" data-cuts=\"{}\"", cuts());
        put(&mut html, "\"/worker/start.js\"", &more)?;
        let names = files::all_below(staging)?.into_iter().map(|path| format!("/{}", files::relative(&path, staging)));
        let lists = with_lists(&files::read_text(&worker)?, &html, &names.collect::<Vec<_>>());
        files::write(&worker, lists.as_bytes())?;
    }
    files::write(&index, html.as_bytes())?;
    write_other(staging, page)?;
    npm::shrink(place, Aim::Sent, &files::all_below(staging)?)
}

/// Puts a text in the place of another, which must be there.
fn put(html: &mut String, old: &str, new: &str) -> Outcome {
    let found = html.find(old).ok_or_else(|| Error::new(format!("the page's index.html does not name {old}")))?;
    html.replace_range(found..found + old.len(), new);
    Ok(())
}

/// Moves files to a folder whose name holds a hash of them, and answers its address. Files that name each other lie in
/// one folder: none of them could be named after its own content.
fn add(staging: &Path, name: &str, all: Vec<PathBuf>) -> Outcome<String> {
    let names: Vec<_> = all.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy()).collect();
    let bytes = all.iter().map(|path| files::read(path)).collect::<Outcome<Vec<_>>>()?;
    let hash = files::hash(names.iter().zip(&bytes).flat_map(|(name, bytes)| [name.as_bytes(), bytes]));
    let folder = format!("{HASHED}/{name}.{}", &hash[..16]);
    for ((name, path), bytes) in names.iter().zip(&all).zip(&bytes) {
        files::write(&staging.join(&folder).join(&**name), bytes)?;
        files::remove_file(path)?;
    }
    Ok(format!("/{folder}"))
}

/// The page's program with its module, cut up if it is the client's.
fn add_program(place: &Place, staging: &Path, page: &Page) -> Outcome<String> {
    let name = page.name;
    let out = place.target.join("trunk-work").join(name);
    files::remove_folder(&out)?;
    files::make_folder(&out)?;
    let [module, wasm] = [format!("{name}.js"), format!("{name}_bg.wasm")];
    for name in [&module, &wasm] {
        files::rename(&staging.join(name), &out.join(name))?;
    }
    let mut all = vec![module.clone(), wasm];
    let mut parts = None;
    if name == CLIENT.name {
        // trunk has bound the whole program; its main part is bound anew.
        let whole = place.target.join(wasm_target::TARGET).join("page").join(format!("{name}.wasm"));
        let cut = parts.insert(cut::cut(&whole, &out, &format!("./{module}"))?);
        cargo_tool::bind(place, &cut.main, &out, name)?;
        all.push(format!("{}.js", cut::LOADER));
    }
    let modules = parts.iter().flat_map(|parts| parts.modules.iter().cloned());
    npm::shrink(place, Aim::Small, &all.iter().map(|name| out.join(name)).chain(modules).collect::<Vec<_>>())?;
    if let Some(parts) = parts {
        all.extend(parts.write_packs(&out)?);
    }
    add(staging, name, all.iter().map(|name| out.join(name)).collect())
}

/// The cut that each address needs, as `boot.js` reads it.
fn cuts() -> String {
    let routes = ROUTES.iter().filter(|route| !route.chunk.is_empty());
    routes.map(|route| format!("{}={}", route.path, route.chunk)).collect::<Vec<_>>().join("&")
}

/// The service worker with its lists before it: what the page may ask for without a network, and the content. Every
/// pack is in the one with all modules, and the large icons are the system launcher's matter. The version is a hash of
/// everything served, so a build that changes nothing is no update, and one that changes anything is.
fn with_lists(worker: &str, index: &str, names: &[String]) -> String {
    let is_shell = |name: &&String| match name.rsplit_once('.') {
        Some((_, "woff2" | "svg" | "webmanifest")) => true,
        Some((_, "bin")) => name.ends_with("/every.bin"),
        _ => name.starts_with(&format!("/{HASHED}/")),
    };
    let is_content = |name: &&String| name.starts_with("/content/");
    let shell = serde_json::json!(names.iter().filter(is_shell).collect::<Vec<_>>()).to_string();
    let content = serde_json::json!(names.iter().filter(is_content).collect::<Vec<_>>()).to_string();
    let version = &files::hash([index, &shell, &content, worker].map(str::as_bytes))[..16];
    format!("const VERSION=\"{version}\",SHELL={shell},CONTENT={content};\n{worker}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_addresses_show_nothing_of_the_first_page() {
        let index = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../index.html"));
        let other = other(index).expect("the two have their places");
        assert!(index.contains("href=\"/budget\"") && !other.contains("href=\"/budget\""));
        assert!(other.contains("id=\"loading\"") && other.contains("Leave quickly") && other.contains("<noscript>"));
        let pairs = |html: &str| (html.matches("<div").count(), html.matches("</div>").count());
        let (open, closed) = pairs(&other);
        assert_eq!(open, closed, "nothing is cut in two");
    }

    #[test]
    fn an_address_follows_the_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let add = |text: &[u8]| {
            let path = folder.path().join("index.css");
            files::write(&path, text).and_then(|()| add(folder.path(), "start", vec![path])).expect("added")
        };
        let first = add(b"a{}");
        assert!(first != add(b"b{}") && first == add(b"a{}"));
        assert_eq!(files::read(&folder.path().join(&first[1..]).join("index.css")).expect("read"), b"a{}");
    }

    #[test]
    fn the_worker_knows_what_to_keep_and_is_new_when_that_is() {
        let names =
            ["/a.png", "/a.svg", "/assets/a/budget.bin", "/assets/a/every.bin", "/content/law"].map(str::to_owned);
        let worker = |index| with_lists("work();", index, &names);
        let lists = "SHELL=[\"/a.svg\",\"/assets/a/every.bin\"],CONTENT=[\"/content/law\"];\nwork();";
        assert!(worker("<p>").ends_with(lists) && worker("<p>") == worker("<p>") && worker("<p>") != worker("<b>"));
    }
}
