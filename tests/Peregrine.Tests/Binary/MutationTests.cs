using Peregrine.Binary;
using Xunit;

namespace Peregrine.Tests.Binary;

/// <summary>Damaged modules yield documented exceptions and nothing else.</summary>
public class MutationTests
{
    private static readonly string[] s_seeds =
    [
        "01: 03 60 02 7f 7e 01 7d 4e 01 50 00 5f 01 78 01 60 00 00 | 02: 01 01 6d 01 66 00 00",
        "01: 01 60 02 7f 7f 01 7f | 03: 01 00 | 05: 01 00 01 | 07: 01 03 61 64 64 00 00 | 0a: 01 0d 01 02 7f 02 40 20 00 0d 00 0b 20 01 0b"
            + "| 0b: 01 00 41 00 0b 01 61 | 00: 04 6e 61 6d 65 01 08 01 00 05 68 65 6c 6c 6f",
        "04: 03 70 00 01 6f 05 01 02 40 00 63 70 00 01 d0 70 0b | 06: 02 7f 01 41 00 0b 7e 00 42 7f 0b"
            + "| 09: 05 00 41 00 0b 00 01 00 01 00 03 00 00 05 64 70 01 d2 00 0b 06 01 41 00 0b 6f 01 d0 6f 0b",
        "02: 02 01 6d 00 7f 02 01 61 00 00 01 62 03 7f 00   01 6e 00 7e 03 7e 01 03 01 78 01 79 01 7a",
        "01: 05 60 00 00 5d 00 4e 02 4d 03 5f 01 64 62 03 00 4c 02 5f 00 65 5f 01 65 6c 01 65 50 00 60 00 00"
            + "| 02: 01 01 6d 01 66 20 00 | 04: 01 65 6e 02 00 | 06: 01 65 6c 02 d0 65 6c 0b | 0d: 01 00 00",
    ];

    [Fact]
    public void Truncated_and_flipped_modules_only_throw_documented_exceptions()
    {
        var random = new Random(20_240_117);
        var seeds = s_seeds.Select(ModuleEncoderTests.Module).Concat(BinaryModulesOfSuite.In("spec-testsuite").Select(static module => module.Bytes).Take(400)).ToArray();
        foreach (byte[] seed in seeds)
        {
            for (int round = 0; round < 25; round++)
            {
                byte[] mutant = Mutate(seed, random);
                try
                {
                    Use(mutant, (WasmFeatures)random.Next());
                    Use(mutant, WasmFeatures.AllValidated);
                }
                catch (WasmException)
                {
                    // Expected for most of them.
                }
                catch (Exception exception)
                {
                    Assert.Fail($"{exception.GetType().Name} for {Convert.ToHexStringLower(mutant)}\n{exception}");
                }
            }
        }
    }

    private static void Use(byte[] bytes, WasmFeatures features)
    {
        var module = ModuleDecoder.Decode(bytes, features);
        _ = module.Names;
        _ = BranchHints.Read(module);
        foreach (var section in module.CustomSections)
        {
            ToolingSections.ReadProducers(bytes, section.Content);
            ToolingSections.ReadTargetFeatures(bytes, section.Content);
        }

        // What can be decoded can be encoded, to the same module.
        byte[] copy = ModuleEncoder.Encode(module);
        Assert.Equal(copy, ModuleEncoder.Encode(ModuleDecoder.Decode(copy, features)));
        ModuleEncoder.Encode(module, EncodeMode.Canonical);
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] mutant = [.. seed];
        int flips = random.Next(4);
        for (int i = 0; i < flips && mutant.Length > 0; i++)
        {
            mutant[random.Next(mutant.Length)] ^= (byte)(1 << random.Next(8));
        }

        if (random.Next(3) == 0 && mutant.Length > 8)
        {
            mutant[random.Next(8, mutant.Length)] = (byte)random.Next(256);
        }

        return random.Next(3) == 0 ? mutant[..random.Next(mutant.Length + 1)] : mutant;
    }
}
