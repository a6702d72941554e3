//! `cargo xtask bench`: how fast, beside others in one run. A measurement, and no part of `test`: it asks for a quiet
//! machine and fails only when what was measured did not do the same work.
use crate::checks::in_browser;
use crate::process::{Outcome, run};
use crate::tools::{COMPROMISE, FLEXSEARCH, MINISEARCH};
use crate::{bundle, console, setup};

/// How fast the page starts, beside an empty one; then the search beside other libraries, over at most `articles`.
pub(crate) fn bench(articles: u32) -> Outcome<()> {
    let toolbox = setup::for_bench()?;
    bundle::build(&toolbox)?;
    let empty = bundle::build_empty(&toolbox)?;
    let search = console::timed("building the search alone", || {
        bundle::build_example(&toolbox, "search_bench", "web", "search_bench")
    })?;
    run(in_browser(&toolbox).arg("src/app/benches/start.mjs").env("PARALLAX_EMPTY", empty))?;
    let mut node = in_browser(&toolbox);
    let peers = [("MINISEARCH", MINISEARCH), ("FLEXSEARCH", FLEXSEARCH), ("COMPROMISE", COMPROMISE)];
    for (variable, peer) in peers {
        node.env(format!("PARALLAX_{variable}"), peer.modules(&toolbox.cache).join(peer.package));
    }
    node.env("PARALLAX_SEARCH", search).env("PARALLAX_ARTICLES", articles.to_string());
    run(node.arg("src/app/benches/search.mjs"))
}
