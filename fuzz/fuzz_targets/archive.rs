#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wassay_fuzz::targets::archive(bytes));
