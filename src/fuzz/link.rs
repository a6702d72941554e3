//! Any link: it opens a view, and the view's own address opens the same again, without a notice.
#![no_main]
#[path = "../app/address.rs"]
mod address;
#[path = "../app/layers.rs"]
mod layers;

use address::Address;

libfuzzer_sys::fuzz_target!(|link: &str| {
    let (view, _) = Address::parse(link);
    let mark = Address::made_in(link);
    let own = view.print();
    if own.len() <= 4096 {
        assert_eq!(Address::parse(&own), (view.clone(), Vec::new()));
        assert_eq!(Address::parse(&view.shared(&mark)).0.print(), own);
    }
});
