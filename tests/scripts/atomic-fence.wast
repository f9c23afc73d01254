;; A fence does nothing that one thread could see.

(module (func (export "fence") (result i32) (atomic.fence) (i32.const 7)))

(assert_return (invoke "fence") (i32.const 7))
