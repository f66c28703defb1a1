//! Tesseract's C interface, found at run time: the build needs none of its headers, and an office without it
//! loses OCR and nothing else. The only unsafe code of this crate.
#![expect(
    unsafe_code,
    reason = "calls into a C library; each call says why it is sound"
)]
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::{NonNull, null_mut};

use crate::picture::Grey;

/// The library of Tesseract 5, as the loader of the system finds it.
const FILE: &str = "libtesseract.so.5";
/// Recognition by the neural network only (`OEM_LSTM_ONLY`), the one engine that the packaged models serve.
const NETWORK_ONLY: c_int = 1;

type Handle = *mut c_void;

/// The functions in use, with the types of `tesseract/capi.h` 5.0 to 5.5.
pub(super) struct Library {
    version: unsafe extern "C" fn() -> *const c_char,
    create: unsafe extern "C" fn() -> Handle,
    delete: unsafe extern "C" fn(Handle),
    init: unsafe extern "C" fn(
        Handle,
        *const c_char,
        c_int,
        *const c_char,
        c_int,
        *mut *mut c_char,
        c_int,
        *mut *mut c_char,
        *mut *mut c_char,
        usize,
        c_int,
    ) -> c_int,
    set_layout: unsafe extern "C" fn(Handle, c_int),
    set_image: unsafe extern "C" fn(Handle, *const u8, c_int, c_int, c_int, c_int),
    set_resolution: unsafe extern "C" fn(Handle, c_int),
    recognise: unsafe extern "C" fn(Handle, *mut c_void) -> c_int,
    table: unsafe extern "C" fn(Handle, c_int) -> *mut c_char,
    delete_text: unsafe extern "C" fn(*const c_char),
    clear: unsafe extern "C" fn(Handle),
    watch: unsafe extern "C" fn() -> *mut c_void,
    delete_watch: unsafe extern "C" fn(*mut c_void),
    set_deadline: unsafe extern "C" fn(*mut c_void, c_int),
}

impl Library {
    /// Loads it; `None` if it is not installed or is another one.
    pub(super) fn load() -> Option<Self> {
        // SAFETY: the library is the system's own; its initialisers do nothing but set up its statics.
        let library = unsafe { libloading::Library::new(FILE) }.ok()?;
        macro_rules! function {
            ($name:literal) => {
                // SAFETY: the type of the field is the one that capi.h declares for this name.
                *unsafe { library.get($name) }.ok()?
            };
        }
        let found = Self {
            version: function!("TessVersion"),
            create: function!("TessBaseAPICreate"),
            delete: function!("TessBaseAPIDelete"),
            init: function!("TessBaseAPIInit5"),
            set_layout: function!("TessBaseAPISetPageSegMode"),
            set_image: function!("TessBaseAPISetImage"),
            set_resolution: function!("TessBaseAPISetSourceResolution"),
            recognise: function!("TessBaseAPIRecognize"),
            table: function!("TessBaseAPIGetTsvText"),
            delete_text: function!("TessDeleteText"),
            clear: function!("TessBaseAPIClear"),
            watch: function!("TessMonitorCreate"),
            delete_watch: function!("TessMonitorDelete"),
            set_deadline: function!("TessMonitorSetDeadlineMSecs"),
        };
        // The functions must outlive whoever copied them: it stays loaded until the process ends.
        std::mem::forget(library);
        Some(found)
    }

    /// Its version, such as `5.3.0`.
    pub(super) fn version(&self) -> String {
        // SAFETY: takes nothing, returns a static string that ends with a zero.
        unsafe { CStr::from_ptr((self.version)()) }
            .to_string_lossy()
            .into_owned()
    }
}

/// One recogniser; several may work at the same time, each on its own thread.
pub(super) struct Recogniser<'a> {
    library: &'a Library,
    handle: NonNull<c_void>,
}

// SAFETY: a handle is bound to no thread, and `&mut self` keeps it from being used by two at once.
unsafe impl Send for Recogniser<'_> {}

impl<'a> Recogniser<'a> {
    /// A recogniser with a model from memory; `None` if the library refuses the model.
    /// Not to be called by two threads at once: the library fills its global parameters meanwhile.
    pub(super) fn new(library: &'a Library, language: &CStr, model: &[u8]) -> Option<Self> {
        let length = c_int::try_from(model.len()).ok()?;
        // SAFETY: takes nothing; null is caught.
        let handle = NonNull::new(unsafe { (library.create)() })?;
        let recogniser = Self { library, handle };
        // SAFETY: `model` has `length` bytes and is copied; the lists are empty, which null says with length 0.
        let code = unsafe {
            (library.init)(
                handle.as_ptr(),
                model.as_ptr().cast(),
                length,
                language.as_ptr(),
                NETWORK_ONLY,
                null_mut(),
                0,
                null_mut(),
                null_mut(),
                0,
                0,
            )
        };
        (code == 0).then_some(recogniser)
    }

    /// The words of an image as the library's table (TSV); `None` if nothing came out, or not in time.
    pub(super) fn recognise(
        &mut self,
        image: &Grey,
        dots_per_inch: u16,
        layout: c_int,
        milliseconds: u32,
    ) -> Option<String> {
        let Self { library, handle } = self;
        let handle = handle.as_ptr();
        let width = c_int::try_from(image.width()).ok()?;
        let height = c_int::try_from(image.height()).ok()?;
        let milliseconds = c_int::try_from(milliseconds).unwrap_or(c_int::MAX);
        if width == 0 || height == 0 {
            return None;
        }
        // SAFETY: the image has `width * height` bytes, one per pixel, and is copied by the call; the watch is
        // used by this call alone and deleted after it.
        let code = unsafe {
            (library.set_layout)(handle, layout);
            (library.set_image)(handle, image.pixels().as_ptr(), width, height, 1, width);
            (library.set_resolution)(handle, c_int::from(dots_per_inch));
            let watch = (library.watch)();
            (library.set_deadline)(watch, milliseconds);
            let code = (library.recognise)(handle, watch);
            (library.delete_watch)(watch);
            code
        };
        let table = if code == 0 {
            // SAFETY: after a recognition the table is a string of its own, or null.
            unsafe { (library.table)(handle, 0) }
        } else {
            null_mut()
        };
        let text = (!table.is_null()).then(|| {
            // SAFETY: not null, so it ends with a zero; it is copied before it is deleted.
            unsafe { CStr::from_ptr(table) }.to_string_lossy().into_owned()
        });
        // SAFETY: deleting null is allowed; the handle stays valid after clearing.
        unsafe {
            (library.delete_text)(table);
            (library.clear)(handle);
        }
        text
    }
}

impl Drop for Recogniser<'_> {
    fn drop(&mut self) {
        // SAFETY: the handle came from `create` and is not used again.
        unsafe { (self.library.delete)(self.handle.as_ptr()) }
    }
}
