// Double precision: planets under gravity, the Mandelbrot set, LU decomposition. No libm but the square root, which is exact.
#include <math.h>
#include "bench.h"

struct Body {
    double x, y, z, vx, vy, vz, mass;
};

#define BODIES 6

static struct Body bodies[BODIES];

static void bodies_build(void) {
    uint32_t random = 42;
    for (int i = 0; i < BODIES; i++) {
        struct Body *body = &bodies[i];
        body->x = (bench_random(&random) % 2000) / 50.0 - 20;
        body->y = (bench_random(&random) % 2000) / 50.0 - 20;
        body->z = (bench_random(&random) % 2000) / 200.0 - 5;
        body->vx = (bench_random(&random) % 2000) / 1000.0 - 1;
        body->vy = (bench_random(&random) % 2000) / 1000.0 - 1;
        body->vz = (bench_random(&random) % 2000) / 5000.0 - 0.2;
        body->mass = i == 0 ? 39.5 : (bench_random(&random) % 1000) / 25000.0;
    }
}

static NOINLINE void bodies_advance(double step) {
    for (int i = 0; i < BODIES; i++) {
        struct Body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double squared = dx * dx + dy * dy + dz * dz + 0.01;
            double magnitude = step / (squared * sqrt(squared));
            a->vx -= dx * b->mass * magnitude;
            a->vy -= dy * b->mass * magnitude;
            a->vz -= dz * b->mass * magnitude;
            b->vx += dx * a->mass * magnitude;
            b->vy += dy * a->mass * magnitude;
            b->vz += dz * a->mass * magnitude;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += step * bodies[i].vx;
        bodies[i].y += step * bodies[i].vy;
        bodies[i].z += step * bodies[i].vz;
    }
}

static double bodies_energy(void) {
    double energy = 0;
    for (int i = 0; i < BODIES; i++) {
        const struct Body *a = &bodies[i];
        energy += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < BODIES; j++) {
            const struct Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            energy -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz + 0.01);
        }
    }
    return energy;
}

static NOINLINE uint32_t mandelbrot(double centre_x, double centre_y, double width, int size, int limit) {
    uint32_t total = 0;
    for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
            double cx = centre_x + width * ((double)column / size - 0.5);
            double cy = centre_y + width * ((double)row / size - 0.5);
            double x = 0, y = 0, xx = 0, yy = 0;
            int steps = 0;
            while (xx + yy <= 4.0 && steps < limit) {
                y = 2 * x * y + cy;
                x = xx - yy + cx;
                xx = x * x;
                yy = y * y;
                steps++;
            }
            total += (uint32_t)steps;
        }
    }
    return total;
}

#define ORDER 24

static double matrix[ORDER][ORDER];

// The determinant by LU decomposition with partial pivoting.
static NOINLINE double determinant(uint32_t seed) {
    for (int i = 0; i < ORDER; i++)
        for (int j = 0; j < ORDER; j++) matrix[i][j] = (double)(int32_t)bench_random(&seed) / 2147483648.0;
    double product = 1;
    for (int k = 0; k < ORDER; k++) {
        int pivot = k;
        for (int i = k + 1; i < ORDER; i++)
            if (fabs(matrix[i][k]) > fabs(matrix[pivot][k])) pivot = i;
        if (pivot != k) {
            product = -product;
            for (int j = 0; j < ORDER; j++) {
                double swapped = matrix[k][j];
                matrix[k][j] = matrix[pivot][j];
                matrix[pivot][j] = swapped;
            }
        }
        product *= matrix[k][k];
        for (int i = k + 1; i < ORDER; i++) {
            double factor = matrix[i][k] / matrix[k][k];
            for (int j = k + 1; j < ORDER; j++) matrix[i][j] -= factor * matrix[k][j];
        }
    }
    return product;
}

int main(int argc, char **argv) {
    uint32_t iterations = bench_iterations(argc, argv, 700);
    uint64_t checksum = BENCH_SEED;
    bodies_build();
    for (uint32_t i = 0; i < iterations; i++) {
        for (int step = 0; step < 250; step++) bodies_advance(0.001);
        checksum = bench_mix(checksum, bench_bits(bodies_energy()));
        checksum = bench_mix(checksum, mandelbrot(-0.743643887, 0.131825904, 2.5 / (i + 1), 24, 200));
        checksum = bench_mix(checksum, bench_bits(determinant(i + 1)));
    }
    return bench_report("float", iterations, checksum);
}
