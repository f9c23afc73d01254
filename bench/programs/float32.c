// Single precision: a chain of audio filters, an image blur, and conversions between samples and numbers.
#include "bench.h"

#define SAMPLES 2048
#define TAPS 24
#define EDGE 48

struct Biquad {
    float b0, b1, b2, a1, a2, z1, z2;
};

static int16_t pcm[SAMPLES];
static float signal[SAMPLES + TAPS], filtered[SAMPLES];
static float taps[TAPS];
static float image[EDGE][EDGE], blurred[EDGE][EDGE];

static NOINLINE void decode(void) {
    for (int i = 0; i < SAMPLES; i++) signal[TAPS + i] = (float)pcm[i] * (1.0f / 32768.0f);
}

static NOINLINE void biquad(struct Biquad *filter, float *samples, int count) {
    float z1 = filter->z1, z2 = filter->z2;
    for (int i = 0; i < count; i++) {
        float in = samples[i];
        float out = in * filter->b0 + z1;
        z1 = in * filter->b1 + z2 - filter->a1 * out;
        z2 = in * filter->b2 - filter->a2 * out;
        samples[i] = out;
    }
    filter->z1 = z1;
    filter->z2 = z2;
}

static NOINLINE void convolve(void) {
    for (int i = 0; i < SAMPLES; i++) {
        float sum = 0;
        for (int k = 0; k < TAPS; k++) sum += signal[i + k] * taps[k];
        filtered[i] = sum;
    }
}

static NOINLINE uint32_t encode(void) {
    uint32_t hash = 0;
    for (int i = 0; i < SAMPLES; i++) {
        float value = filtered[i] * 32767.0f;
        value = value > 32767.0f ? 32767.0f : value < -32768.0f ? -32768.0f : value;
        pcm[i] = (int16_t)value;
        hash = hash * 31 + (uint16_t)pcm[i];
    }
    return hash;
}

static NOINLINE float blur(void) {
    for (int y = 1; y < EDGE - 1; y++) {
        for (int x = 1; x < EDGE - 1; x++) {
            float cross = image[y - 1][x] + image[y + 1][x] + image[y][x - 1] + image[y][x + 1];
            float corners = image[y - 1][x - 1] + image[y - 1][x + 1] + image[y + 1][x - 1] + image[y + 1][x + 1];
            blurred[y][x] = image[y][x] * 0.25f + cross * 0.125f + corners * 0.0625f;
        }
    }
    float brightest = 0;
    for (int y = 1; y < EDGE - 1; y++) {
        for (int x = 1; x < EDGE - 1; x++) {
            float mixed = blurred[y][x] + (image[y][x] - blurred[y][x]) * 0.3f;
            if (mixed > brightest) brightest = mixed;
            image[y][x] = mixed;
        }
    }
    return brightest;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 1500), random = 99;
    uint64_t checksum = BENCH_SEED;
    struct Biquad low = { 0.0675f, 0.1349f, 0.0675f, -1.1430f, 0.4128f, 0, 0 };
    struct Biquad high = { 0.9150f, -1.8299f, 0.9150f, -1.8227f, 0.8372f, 0, 0 };
    for (int i = 0; i < TAPS; i++) taps[i] = (float)(i < TAPS / 2 ? i + 1 : TAPS - i) / 156.0f;
    for (int y = 0; y < EDGE; y++)
        for (int x = 0; x < EDGE; x++) image[y][x] = (float)(bench_random(&random) & 0xffff) / 65536.0f;
    for (uint32_t i = 0; i < iterations; i++) {
        for (int k = 0; k < SAMPLES; k++) pcm[k] = (int16_t)(pcm[k] / 2 + (int16_t)(bench_random(&random) >> 17));
        decode();
        biquad(&low, signal + TAPS, SAMPLES);
        biquad(&high, signal + TAPS, SAMPLES);
        convolve();
        checksum = bench_mix(checksum, encode());
        image[1 + i % (EDGE - 2)][1 + i * 7 % (EDGE - 2)] = 1.0f;
        checksum = bench_mix(checksum, bench_bits(blur()));
    }
    return bench_report("float32", iterations, checksum);
}
