;; Prints the Mandelbrot set in characters: a WASI command written by hand.
;; Run it:  peregrine examples/mandelbrot.wat
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $iovs i32) (param $count i32) (param $written i32) (result i32)))

  (memory (export "memory") 1)

  ;; 0: one iovec (address, length); 8: bytes written; 16: the shades; 64: the current line.
  (data (i32.const 16) " .:-=+*#%@")

  (global $width i32 (i32.const 78))
  (global $height i32 (i32.const 32))
  (global $limit i32 (i32.const 255))

  ;; How many steps z -> z² + c takes to leave the circle of radius two.
  (func $escape (param $cr f64) (param $ci f64) (result i32)
    (local $r f64) (local $i f64) (local $r2 f64) (local $i2 f64) (local $n i32)
    (block $out
      (loop $next
        (local.set $r2 (f64.mul (local.get $r) (local.get $r)))
        (local.set $i2 (f64.mul (local.get $i) (local.get $i)))
        (br_if $out (f64.gt (f64.add (local.get $r2) (local.get $i2)) (f64.const 4)))
        (br_if $out (i32.ge_u (local.get $n) (global.get $limit)))
        (local.set $i (f64.add (f64.mul (f64.mul (f64.const 2) (local.get $r)) (local.get $i)) (local.get $ci)))
        (local.set $r (f64.add (f64.sub (local.get $r2) (local.get $i2)) (local.get $cr)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $n))

  ;; The shade for a number of steps: points that never leave are blank.
  (func $shade (param $n i32) (result i32)
    (if (result i32) (i32.ge_u (local.get $n) (global.get $limit))
      (then (i32.const 32))
      (else
        (i32.load8_u offset=16
          (i32.rem_u (local.get $n) (i32.const 10))))))

  (func $line (param $y i32)
    (local $x i32) (local $ci f64)
    (local.set $ci (f64.sub (f64.mul (f64.convert_i32_s (local.get $y)) (f64.const 0.075)) (f64.const 1.2)))
    (loop $next
      (i32.store8 offset=64 (local.get $x)
        (call $shade
          (call $escape
            (f64.sub (f64.mul (f64.convert_i32_s (local.get $x)) (f64.const 0.04)) (f64.const 2.25))
            (local.get $ci))))
      (local.set $x (i32.add (local.get $x) (i32.const 1)))
      (br_if $next (i32.lt_s (local.get $x) (global.get $width))))
    (i32.store8 offset=64 (local.get $x) (i32.const 10))
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.add (local.get $x) (i32.const 1)))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

  (func (export "_start")
    (local $y i32)
    (loop $next
      (call $line (local.get $y))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br_if $next (i32.lt_s (local.get $y) (global.get $height))))))
