;; The relaxed truncations: the suite has a script for them that asserts nothing. In range, every implementation gives the same.

(module
  (func (export "f32x4_s") (param v128) (result v128) (i32x4.relaxed_trunc_f32x4_s (local.get 0)))
  (func (export "f32x4_u") (param v128) (result v128) (i32x4.relaxed_trunc_f32x4_u (local.get 0)))
  (func (export "f64x2_s") (param v128) (result v128) (i32x4.relaxed_trunc_f64x2_s_zero (local.get 0)))
  (func (export "f64x2_u") (param v128) (result v128) (i32x4.relaxed_trunc_f64x2_u_zero (local.get 0))))

(assert_return (invoke "f32x4_s" (v128.const f32x4 0 -1.5 1.9 -2147483648)) (v128.const i32x4 0 -1 1 -2147483648))
(assert_return (invoke "f32x4_u" (v128.const f32x4 0 1.5 3e9 4294967040)) (v128.const i32x4 0 1 3000000000 4294967040))
(assert_return (invoke "f64x2_s" (v128.const f64x2 -1.5 2147483647)) (v128.const i32x4 -1 2147483647 0 0))
(assert_return (invoke "f64x2_u" (v128.const f64x2 1.5 4294967295)) (v128.const i32x4 1 4294967295 0 0))

;; Out of range and NaN: saturated, or what the machine's conversion gives.
(assert_return (invoke "f32x4_s" (v128.const f32x4 nan 3e9 -3e9 0))
  (either (v128.const i32x4 0 2147483647 -2147483648 0)
          (v128.const i32x4 0x80000000 0x80000000 0x80000000 0)))
