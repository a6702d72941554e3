//! Starts the page in the browser: mounts it into `#app`.
fn main() {
    let place = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<parallax_app::App>::with_root(place).render();
    }
}
