// Direct calls: recursions that do next to nothing between one call and the next.
#include "bench.h"

static NOINLINE uint32_t fibonacci(uint32_t n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static NOINLINE uint32_t ackermann(uint32_t m, uint32_t n) {
    if (m == 0) return n + 1;
    if (n == 0) return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

static NOINLINE int tak(int x, int y, int z) {
    if (y >= x) return z;
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

static NOINLINE int male(int n);
static NOINLINE int female(int n) { return n == 0 ? 1 : n - male(female(n - 1)); }
static NOINLINE int male(int n) { return n == 0 ? 0 : n - female(male(n - 1)); }

static NOINLINE double power(double base, uint64_t exponent) {
    if (exponent == 0) return 1;
    double half = power(base, exponent / 2);
    return exponent & 1 ? half * half * base : half * half;
}

// Queens on an n×n board: recursion with work on bit masks between the calls.
static NOINLINE uint32_t queens(uint32_t all, uint32_t columns, uint32_t left, uint32_t right) {
    if (columns == all) return 1;
    uint32_t count = 0;
    for (uint32_t free = all & ~(columns | left | right); free; free &= free - 1) {
        uint32_t place = free & (0 - free);
        count += queens(all, columns | place, (left | place) << 1, (right | place) >> 1);
    }
    return count;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 400);
    uint64_t checksum = BENCH_SEED;
    for (uint32_t i = 0; i < iterations; i++) {
        checksum = bench_mix(checksum, fibonacci(22 + i % 3));
        checksum = bench_mix(checksum, ackermann(2, 120 + i % 7));
        checksum = bench_mix(checksum, (uint32_t)tak(14, 9 - (int)(i % 3), 4));
        checksum = bench_mix(checksum, (uint32_t)female(45 + (int)(i % 4)));
        for (uint32_t k = 0; k < 500; k++) checksum = bench_mix(checksum, bench_bits(power(1.0 + k * 1e-6, 100000 + k)));
        checksum = bench_mix(checksum, queens((1u << 7) - 1, 0, 0, 0));
    }
    return bench_report("calls", iterations, checksum);
}
