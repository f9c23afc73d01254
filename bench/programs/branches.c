// Unpredictable control flow: a byte-code interpreter built as one switch, a scanner, and a game of life with rules in branches.
#include <string.h>
#include "bench.h"

enum Code {
    HALT, LITERAL, GET, SET, ADD, SUBTRACT, MULTIPLY, AND, XOR, SHIFT_LEFT, SHIFT_RIGHT,
    LESS, EQUAL, NOT, DUPLICATE, DROP, SWAP, JUMP, JUMP_IF_ZERO, READ, WRITE, INCREMENT,
};

#define CELLS 512

static uint32_t cells[CELLS];

static NOINLINE uint32_t interpret(const uint8_t *code, uint32_t argument) {
    uint32_t stack[32], variables[16] = { argument }, *top = stack;
    const uint8_t *next = code;
    *top = 0;
    for (;;) {
        switch ((enum Code)*next++) {
            case HALT: return *top;
            case LITERAL: *++top = *next++; break;
            case GET: *++top = variables[*next++ & 15]; break;
            case SET: variables[*next++ & 15] = *top--; break;
            case ADD: top--; top[0] += top[1]; break;
            case SUBTRACT: top--; top[0] -= top[1]; break;
            case MULTIPLY: top--; top[0] *= top[1]; break;
            case AND: top--; top[0] &= top[1]; break;
            case XOR: top--; top[0] ^= top[1]; break;
            case SHIFT_LEFT: top--; top[0] <<= top[1] & 31; break;
            case SHIFT_RIGHT: top--; top[0] >>= top[1] & 31; break;
            case LESS: top--; top[0] = top[0] < top[1]; break;
            case EQUAL: top--; top[0] = top[0] == top[1]; break;
            case NOT: *top = !*top; break;
            case DUPLICATE: top[1] = top[0]; top++; break;
            case DROP: top--; break;
            case SWAP: {
                uint32_t swapped = top[0];
                top[0] = top[-1];
                top[-1] = swapped;
                break;
            }
            case JUMP: next = code + *next; break;
            case JUMP_IF_ZERO: next = *top-- == 0 ? code + *next : next + 1; break;
            case READ: *top = cells[*top % CELLS]; break;
            case WRITE: cells[top[0] % CELLS] = top[-1]; top -= 2; break;
            case INCREMENT: variables[*next++ & 15]++; break;
        }
    }
}

// for (v1 = 0; v1 < v0; v1++) { v2 = mix(v2, v1); if ((v2 & 3) == 0) cells[v2] = v1; else v2 ^= cells[v1]; } return v2;
static const uint8_t program[] = {
    /*  0 */ GET, 1, GET, 0, LESS, JUMP_IF_ZERO, 52,
    /*  7 */ GET, 2, LITERAL, 33, MULTIPLY, GET, 1, ADD, DUPLICATE, LITERAL, 15, SHIFT_RIGHT, XOR, SET, 2,
    /* 22 */ GET, 2, LITERAL, 3, AND, NOT, JUMP_IF_ZERO, 38,
    /* 30 */ GET, 1, GET, 2, WRITE, JUMP, 47, HALT,
    /* 38 */ GET, 1, READ, GET, 2, SWAP, XOR, SET, 2,
    /* 47 */ INCREMENT, 1, JUMP, 0, HALT,
    /* 52 */ GET, 2, HALT,
};

static const char source[] =
    "int total = 0x1f; // sum\nfor (int i = 0; i < 100; i++) { total += table[i] * 3.25e2 - \"text, \\\"quoted\\\"\"; }\n"
    "while (total >= limit && !done) { total >>= 1; call(a, b, 'c'); } /* a longer\n comment */ return total == 7 ? x : y;\n";

// Counts the tokens of C-like text by their kinds.
static NOINLINE uint32_t scan(const char *p) {
    uint32_t names = 0, numbers = 0, strings = 0, comments = 0, operators = 0;
    while (*p) {
        char c = *p;
        if (c == ' ' || c == '\n' || c == '\t') {
            p++;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') {
            names++;
            while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '_') p++;
        } else if (c >= '0' && c <= '9') {
            numbers++;
            while ((*p >= '0' && *p <= '9') || *p == '.' || (*p >= 'a' && *p <= 'f') || *p == 'x') p++;
        } else if (c == '"' || c == '\'') {
            strings++;
            for (p++; *p && *p != c; p++)
                if (*p == '\\') p++;
            if (*p) p++;
        } else if (c == '/' && p[1] == '/') {
            comments++;
            while (*p && *p != '\n') p++;
        } else if (c == '/' && p[1] == '*') {
            comments++;
            for (p += 2; *p && !(*p == '*' && p[1] == '/'); p++) {}
            if (*p) p += 2;
        } else {
            operators++;
            switch (c) {
                case '=': case '!': case '<': case '>': p += p[1] == '=' ? 2 : p[1] == c ? 2 : 1; break;
                case '&': case '|': case '+': case '-': p += p[1] == c || p[1] == '=' ? 2 : 1; break;
                default: p++; break;
            }
        }
    }
    return ((((names * 31) + numbers) * 31 + strings) * 31 + comments) * 31 + operators;
}

#define EDGE 40

static uint8_t world[2][EDGE][EDGE];

static NOINLINE uint32_t generation(int from) {
    uint32_t alive = 0;
    for (int y = 1; y < EDGE - 1; y++) {
        for (int x = 1; x < EDGE - 1; x++) {
            int neighbours = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++)
                    if ((dx || dy) && world[from][y + dy][x + dx]) neighbours++;
            uint8_t next = 0;
            if (neighbours == 3) next = 1;
            else if (neighbours == 2) next = world[from][y][x];
            world[!from][y][x] = next;
            alive += next;
        }
    }
    return alive;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 1200), random = 31337;
    uint64_t checksum = BENCH_SEED;
    for (int y = 1; y < EDGE - 1; y++)
        for (int x = 1; x < EDGE - 1; x++) world[0][y][x] = bench_random(&random) % 3 == 0;
    for (uint32_t i = 0; i < iterations; i++) {
        checksum = bench_mix(checksum, interpret(program, 1500 + i % 64));
        for (int k = 0; k < 20; k++) checksum = bench_mix(checksum, scan(source + k));
        checksum = bench_mix(checksum, generation((int)(i & 1)));
        world[(i + 1) & 1][1 + bench_random(&random) % (EDGE - 2)][1 + bench_random(&random) % (EDGE - 2)] ^= 1;
    }
    return bench_report("branches", iterations, checksum);
}
