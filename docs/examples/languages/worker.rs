// The worker of ../c in Rust:
//     rustc --target x86_64-pc-windows-gnu -L native=PREFIX/lib worker.rs
use std::{ffi::CString, io::Read, os::raw::c_char, ptr::null_mut};

#[repr(C)]
struct Facts {
    name: *const c_char,
    peer: *const c_char,
    by: *const c_char,
    sequence: u64,
    size: u64,
    checksum: u64,
    deadline_ms: u32,
    code: u32,
}

#[link(name = "lifeline", kind = "static")]
#[link(name = "ntdll")]
extern "C" {
    fn lifeline_step(id: *mut u32, facts: *const Facts);
    fn lifeline_report(id: *mut u32, facts: *const Facts);
}

fn tell(call: unsafe extern "C" fn(*mut u32, *const Facts), name: &str, by: &str) {
    let (name, by) = (CString::new(name).unwrap(), CString::new(by).unwrap());
    let mut facts: Facts = unsafe { std::mem::zeroed() };
    facts.name = name.as_ptr();
    facts.by = by.as_ptr();
    unsafe { call(null_mut(), &facts) }
}

fn main() {
    let mut line = [0u8; 64];
    loop {
        tell(lifeline_step, "reply.wait", "");
        if !matches!(std::io::stdin().read(&mut line), Ok(size) if size > 0) {
            break;
        }
        tell(lifeline_step, "reply.received", "");
    }
    tell(lifeline_report, "child.ending", "pipe");
}
