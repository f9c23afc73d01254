// Indirect calls: a stack machine of function pointers, objects with virtual methods, and sorting with callbacks.
#include "bench.h"

struct Machine;
typedef void Operation(struct Machine *machine, int32_t operand);
struct Instruction {
    Operation *operation;
    int32_t operand;
};
struct Machine {
    const struct Instruction *next;
    int32_t *top;
    int32_t stack[32];
    int32_t variables[8];
    int running;
};

static void push(struct Machine *m, int32_t operand) { *++m->top = operand; }
static void load(struct Machine *m, int32_t operand) { *++m->top = m->variables[operand]; }
static void store(struct Machine *m, int32_t operand) { m->variables[operand] = *m->top--; }
static void add(struct Machine *m, int32_t operand) { (void)operand; m->top--; m->top[0] += m->top[1]; }
static void multiply(struct Machine *m, int32_t operand) { (void)operand; m->top--; m->top[0] *= m->top[1]; }
static void exclusive(struct Machine *m, int32_t operand) { m->top[0] ^= operand; }
static void shift(struct Machine *m, int32_t operand) { m->top[0] = (int32_t)((uint32_t)m->top[0] >> operand); }
static void jump_if(struct Machine *m, int32_t operand) { if (*m->top-- != 0) m->next += operand; }
static void stop(struct Machine *m, int32_t operand) { (void)operand; m->running = 0; }

static NOINLINE uint32_t machine_run(int32_t count) {
    static const struct Instruction program[] = {
        { load, 0 }, { load, 1 }, { multiply, 0 }, { push, 12345 }, { add, 0 }, { exclusive, 0x5a5a }, { store, 1 },
        { load, 1 }, { shift, 3 }, { load, 2 }, { add, 0 }, { store, 2 },
        { load, 0 }, { push, -1 }, { add, 0 }, { store, 0 }, { load, 0 }, { jump_if, -18 }, { stop, 0 },
    };
    struct Machine machine = { .next = program, .running = 1 };
    machine.top = machine.stack;
    machine.variables[0] = count;
    machine.variables[1] = 1;
    while (machine.running) {
        const struct Instruction *current = machine.next++;
        current->operation(&machine, current->operand);
    }
    return (uint32_t)machine.variables[2];
}

struct Shape;
struct ShapeMethods {
    double (*area)(const struct Shape *);
    void (*scale)(struct Shape *, double);
    int (*corners)(const struct Shape *);
};
struct Shape {
    const struct ShapeMethods *methods;
    double a, b, c;
};

static double circle_area(const struct Shape *s) { return 3.14159265358979 * s->a * s->a; }
static double rectangle_area(const struct Shape *s) { return s->a * s->b; }
static double triangle_area(const struct Shape *s) { return s->a * s->b * 0.5 + s->c; }
static double ring_area(const struct Shape *s) { return 3.14159265358979 * (s->a * s->a - s->b * s->b); }
static void scale_one(struct Shape *s, double by) { s->a *= by; }
static void scale_two(struct Shape *s, double by) { s->a *= by, s->b *= by; }
static void scale_three(struct Shape *s, double by) { s->a *= by, s->b *= by, s->c *= by * by; }
static int no_corners(const struct Shape *s) { (void)s; return 0; }
static int four_corners(const struct Shape *s) { return s->a > 0 ? 4 : 2; }
static int three_corners(const struct Shape *s) { return s->b > 0 ? 3 : 2; }

static const struct ShapeMethods kinds[] = {
    { circle_area, scale_one, no_corners },
    { rectangle_area, scale_two, four_corners },
    { triangle_area, scale_three, three_corners },
    { ring_area, scale_two, no_corners },
};

#define SHAPES 300

static struct Shape shapes[SHAPES];

static NOINLINE uint64_t shapes_round(double by) {
    double area = 0;
    int corners = 0;
    for (int i = 0; i < SHAPES; i++) {
        struct Shape *shape = &shapes[i];
        shape->methods->scale(shape, by);
        area += shape->methods->area(shape);
        corners += shape->methods->corners(shape);
    }
    return bench_bits(area) + (uint64_t)corners;
}

typedef int Compare(uint32_t, uint32_t);

static int ascending(uint32_t a, uint32_t b) { return a < b; }
static int descending(uint32_t a, uint32_t b) { return a > b; }
static int low_bits(uint32_t a, uint32_t b) { return (a & 0xffff) < (b & 0xffff); }

#define KEYS 400

static uint32_t keys[KEYS];

static NOINLINE uint32_t heap_sort(Compare *less) {
    for (int start = KEYS / 2, end = KEYS; end > 1;) {
        if (start > 0) {
            start--;
        } else {
            end--;
            uint32_t swapped = keys[0];
            keys[0] = keys[end];
            keys[end] = swapped;
        }
        int root = start;
        uint32_t value = keys[root];
        for (int child; (child = root * 2 + 1) < end; root = child) {
            if (child + 1 < end && less(keys[child], keys[child + 1])) child++;
            if (!less(value, keys[child])) break;
            keys[root] = keys[child];
        }
        keys[root] = value;
    }
    return keys[KEYS / 5] ^ keys[KEYS / 2];
}

int main(int argc, char **argv) {
    static Compare *const orders[] = { ascending, descending, low_bits };
    uint32_t iterations = bench_iterations(argc, argv, 800), random = 2024;
    uint64_t checksum = BENCH_SEED;
    for (int i = 0; i < SHAPES; i++) {
        uint32_t kind = bench_random(&random) % 4;
        shapes[i] = (struct Shape){ &kinds[kind], 1 + bench_random(&random) % 50, 1 + bench_random(&random) % 20, bench_random(&random) % 9 };
    }
    for (uint32_t i = 0; i < iterations; i++) {
        checksum = bench_mix(checksum, machine_run(1500));
        for (int k = 0; k < 20; k++) checksum = bench_mix(checksum, shapes_round(k & 1 ? 0.5 : 2.0));
        for (int k = 0; k < KEYS; k++) keys[k] = bench_random(&random);
        checksum = bench_mix(checksum, heap_sort(orders[i % 3]));
    }
    return bench_report("indirect", iterations, checksum);
}
