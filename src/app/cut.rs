//! The mark of functions at which the program is cut.

/// Marks a function at which a release is cut: what only this function reaches is fetched when it is asked for.
///
/// `cut! { PLACE, LOAD, fn NAME(ARGUMENT: TYPE) -> Drawn { … } }` makes two functions: `NAME`, which waits for the cut and
/// then draws, and `LOAD`, which only fetches. Cuts with one `PLACE` come as one file. An error says that the file cannot
/// be had. In development nothing is cut, so that a rebuild is quick: both answer at once.
macro_rules! cut {
    ($place:ident, $load:ident, $vis:vis fn $name:ident($($argument:ident: $kind:ty),*) -> $drawn:ty $body:block) => {
        #[cfg(split)]
        #[wasm_split_helpers::wasm_split($place, fallible, preload($load))]
        $vis fn $name($($argument: $kind),*) -> $drawn $body

        #[cfg(not(split))]
        $vis async fn $name($($argument: $kind),*) -> $drawn $body
        #[cfg(not(split))]
        $vis async fn $load() -> Result<(), wasm_split_helpers::SplitLoaderError> {
            Ok(())
        }
    };
}
