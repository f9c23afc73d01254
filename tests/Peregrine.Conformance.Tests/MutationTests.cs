using Peregrine.Binary;
using Peregrine.Types;
using Peregrine.Validation;
using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>Damaged modules: whatever the bytes are, decoding and validating them ends in success or in a documented exception, within bounded memory.</summary>
public sealed class MutationTests
{
    private const int Mutants = 100_000;
    private const int Seed = 20_261_121;
    private const int LargestSeedBytes = 1 << 14;

    /// <summary>More than the largest seed module needs, far less than a count that a mutant makes up.</summary>
    private const long LargestAllocationBytes = 64L << 20;

    [SuiteFact("spec-testsuite")]
    public void DamagedModulesYieldOnlyDocumentedExceptions()
    {
        byte[][] seeds = [.. SuiteModules.WellFormed("spec-testsuite", "misc_testsuite", "wasm-tools-cli").Select(m => m.Binary).Where(b => b.Length is > 8 and <= LargestSeedBytes)];
        Assert.NotEmpty(seeds);
        var findings = new List<string>();
        Parallel.For(0, Mutants, () => 0, (index, _, _) =>
        {
            var random = new Random(Seed + index);
            byte[] mutant = Mutate(seeds[index % seeds.Length], random);
            if (Finding(mutant) is { } finding)
            {
                lock (findings)
                {
                    findings.Add($"mutant {index}: {finding}: {Convert.ToHexString(mutant)}");
                }
            }

            return 0;
        }, _ => { });
        Assert.Empty(findings);
    }

    /// <summary>Cuts the module, or flips bits or replaces bytes at a few places behind the header.</summary>
    private static byte[] Mutate(byte[] module, Random random)
    {
        if (random.Next(5) == 0)
        {
            return module[..random.Next(module.Length)];
        }

        byte[] mutant = [.. module];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(8, mutant.Length);
            mutant[at] = random.Next(2) == 0 ? (byte)(mutant[at] ^ (1 << random.Next(8))) : (byte)random.Next(256);
        }

        return mutant;
    }

    private static string? Finding(byte[] mutant)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(mutant, WasmFeatures.AllValidated), WasmFeatures.AllValidated, new TypeRegistry());
        }
        catch (Exception error) when (error is MalformedModuleException or InvalidModuleException)
        {
            // What a damaged module may give.
        }
        catch (Exception error)
        {
            return error.GetType().Name + ": " + error.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > LargestAllocationBytes ? $"{allocated} bytes allocated" : null;
    }
}
