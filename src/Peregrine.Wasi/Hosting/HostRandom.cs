using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Peregrine.Wasi;

/// <summary>Where a guest's random bytes come from. Thread-safe.</summary>
public abstract class HostRandom
{
    /// <summary>The system's cryptographic generator.</summary>
    public static HostRandom System { get; } = new SystemRandom();

    /// <summary>A generator that gives the same bytes for the same seed, on every machine and in every version; not for secrets.</summary>
    /// <param name="seed">Any number.</param>
    public static HostRandom Seeded(ulong seed) => new SeededRandom(seed);

    /// <summary>Fills a buffer.</summary>
    /// <param name="buffer">What to fill, wholly.</param>
    public abstract void Fill(Span<byte> buffer);

    private sealed class SystemRandom : HostRandom
    {
        public override void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);
    }

    /// <summary>The xoshiro256** generator, seeded by splitmix64 as its authors advise.</summary>
    private sealed class SeededRandom : HostRandom
    {
        private readonly Lock _lock = new();
        private ulong _a;
        private ulong _b;
        private ulong _c;
        private ulong _d;

        public SeededRandom(ulong seed)
        {
            _a = Split(ref seed);
            _b = Split(ref seed);
            _c = Split(ref seed);
            _d = Split(ref seed);
        }

        public override void Fill(Span<byte> buffer)
        {
            Span<byte> last = stackalloc byte[8];
            lock (_lock)
            {
                for (; buffer.Length >= 8; buffer = buffer[8..])
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(buffer, Next());
                }

                if (buffer.Length > 0)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(last, Next());
                    last[..buffer.Length].CopyTo(buffer);
                }
            }
        }

        private static ulong Split(ref ulong state)
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        private ulong Next()
        {
            ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            ulong shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }
}
