//! From bytes to pages: words with boxes, form fields, page images, issues.
