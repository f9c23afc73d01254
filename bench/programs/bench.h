// What every benchmark program shares: the iteration argument and the checksum it prints.
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// Keeps a kernel a function of its own, so that the call is part of what is measured.
#define NOINLINE __attribute__((noinline))

// The first argument, or the default that the program was sized for.
static inline uint32_t bench_iterations(int argc, char **argv, uint32_t otherwise) {
    if (argc > 1) {
        unsigned long given = strtoul(argv[1], NULL, 10);
        if (given > 0) return (uint32_t)given;
    }
    return otherwise;
}

// FNV-1a over the eight bytes of a value: order matters, and every bit reaches the result.
static inline uint64_t bench_mix(uint64_t hash, uint64_t value) {
    for (int i = 0; i < 8; i++) {
        hash ^= (value >> (8 * i)) & 0xff;
        hash *= 0x100000001b3ull;
    }
    return hash;
}

#define BENCH_SEED 0xcbf29ce484222325ull

static inline uint64_t bench_bits(double value) {
    union { double number; uint64_t bits; } view = { value };
    return view.bits;
}

// xorshift32: small, and the same on every machine.
static inline uint32_t bench_random(uint32_t *state) {
    uint32_t x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

static inline int bench_report(const char *name, uint32_t iterations, uint64_t checksum) {
    printf("%s %u %08x%08x\n", name, (unsigned)iterations, (unsigned)(checksum >> 32), (unsigned)checksum);
    return 0;
}

#endif
