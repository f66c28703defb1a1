//! On which page a widget lies, and where.
use std::collections::HashMap;

use aktenlage_domain::document::PageBox;
use hayro_interpret::kurbo::{Affine, Rect as KurboRect};
use hayro_interpret::util::TransformExt as _;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjectIdentifier, Rect};
use hayro_syntax::page::Page;

use crate::text::page_box;

/// The annotations of all pages, by object.
pub(crate) struct WidgetPages<'a> {
    pdf: &'a Pdf,
    max_pages: usize,
    by_annotation: HashMap<ObjectIdentifier, usize>,
    by_page: HashMap<ObjectIdentifier, usize>,
}

impl<'a> WidgetPages<'a> {
    /// Notes the annotations of the first `max_pages` pages.
    pub(crate) fn new(pdf: &'a Pdf, max_pages: usize) -> Self {
        let (mut by_annotation, mut by_page) = (HashMap::new(), HashMap::new());
        for (index, page) in pdf.pages().iter().take(max_pages).enumerate() {
            if let Some(id) = page.raw().obj_id() {
                by_page.insert(id, index);
            }
            for annotation in page
                .raw()
                .get::<Array<'_>>(b"Annots")
                .iter()
                .flat_map(Array::raw_iter)
            {
                if let MaybeRef::Ref(reference) = annotation {
                    by_annotation
                        .entry(ObjectIdentifier::from(reference))
                        .or_insert(index);
                }
            }
        }
        Self {
            pdf,
            max_pages,
            by_annotation,
            by_page,
        }
    }

    /// Page (counted from 1) and box of a widget; `None` if it is hidden or on no page that is read.
    pub(crate) fn place(&self, id: Option<ObjectIdentifier>, widget: &Dict<'a>) -> Option<(u32, PageBox)> {
        const HIDDEN_OR_NO_VIEW: u32 = 1 << 1 | 1 << 5;
        if widget.get::<u32>(b"F").unwrap_or(0) & HIDDEN_OR_NO_VIEW != 0 {
            return None;
        }
        let by_annotation = id.and_then(|id| self.by_annotation.get(&id));
        let index = *by_annotation.or_else(|| {
            let page = widget.get_ref(b"P").map(ObjectIdentifier::from)?;
            self.by_page.get(&page)
        })?;
        let page = self.pdf.pages().get(index)?;
        let bbox = rect_to_page(page, widget.get::<Rect>(b"Rect")?)?;
        Some((u32::try_from(index + 1).ok()?, bbox))
    }

    /// All widgets that the pages show.
    pub(crate) fn widgets(&self) -> Vec<(Option<ObjectIdentifier>, Dict<'a>)> {
        let mut widgets = Vec::new();
        for page in self.pdf.pages().iter().take(self.max_pages) {
            for annotation in page
                .raw()
                .get::<Array<'_>>(b"Annots")
                .iter()
                .flat_map(Array::raw_iter)
            {
                let found = match annotation {
                    MaybeRef::Ref(reference) => {
                        let id = ObjectIdentifier::from(reference);
                        self.pdf.xref().get::<Dict<'_>>(id).map(|dict| (Some(id), dict))
                    }
                    MaybeRef::NotRef(object) => object.into_dict().map(|dict| (None, dict)),
                };
                widgets.extend(found.filter(|(_, dict)| {
                    dict.get::<Name<'_>>(b"Subtype")
                        .is_some_and(|subtype| &*subtype == b"Widget")
                }));
            }
        }
        widgets
    }
}

/// A rectangle of a page's own space as fractions of the page as shown.
pub(crate) fn rect_to_page(page: &Page<'_>, rect: Rect) -> Option<PageBox> {
    let transform: Affine = page.initial_transform(true).to_kurbo();
    let shown = transform.transform_rect_bbox(KurboRect::new(rect.x0, rect.y0, rect.x1, rect.y1).abs());
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    page_box(
        shown.x0 / width,
        shown.y0 / height,
        shown.x1 / width,
        shown.y1 / height,
    )
}
