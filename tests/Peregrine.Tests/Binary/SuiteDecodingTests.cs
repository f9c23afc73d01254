using Peregrine.Binary;
using Peregrine.Instructions;
using Peregrine.Syntax;
using Xunit;

namespace Peregrine.Tests.Binary;

/// <summary>The binary modules that the conformance suites carry in scripts.</summary>
public class SuiteDecodingTests
{
    [Theory]
    [InlineData("spec-testsuite")]
    [InlineData("misc_testsuite")]
    public void Binary_modules_are_refused_in_the_expected_words(string suite)
    {
        var failures = new List<string>();
        foreach (var module in BinaryModulesOfSuite.In(suite).Where(IsCore))
        {
            string? refusal = Refusal(module.Bytes);
            bool passes = module.Directive == "assert_malformed"
                ? refusal is not null && (suite != "spec-testsuite" || refusal.StartsWith(module.Expected, StringComparison.Ordinal))
                : refusal is null;
            if (!passes)
            {
                failures.Add($"{module}: {refusal ?? "accepted"}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Canonical_encoding_is_a_fixed_point()
    {
        foreach (var module in BinaryModulesOfSuite.In("spec-testsuite").Where(IsCore).Where(static module => Refusal(module.Bytes) is null))
        {
            byte[] once = ModuleEncoder.Encode(ModuleDecoder.Decode(module.Bytes, WasmFeatures.All), EncodeMode.Canonical);
            byte[] twice = ModuleEncoder.Encode(ModuleDecoder.Decode(once, WasmFeatures.All), EncodeMode.Canonical);
            Assert.True(once.AsSpan().SequenceEqual(twice), module.ToString());
        }
    }

    [Fact]
    public void Copying_gives_the_same_module_again()
    {
        foreach (var module in BinaryModulesOfSuite.In("spec-testsuite").Where(IsCore).Where(static module => Refusal(module.Bytes) is null))
        {
            var syntax = ModuleDecoder.Decode(module.Bytes, WasmFeatures.All);
            byte[] copy = ModuleEncoder.Encode(syntax);
            byte[] again = ModuleEncoder.Encode(ModuleDecoder.Decode(copy, WasmFeatures.All));
            Assert.True(copy.AsSpan().SequenceEqual(again), module.ToString());
            Assert.Equal(ModuleEncoder.Encode(syntax, EncodeMode.Canonical), ModuleEncoder.Encode(ModuleDecoder.Decode(copy, WasmFeatures.All), EncodeMode.Canonical));
        }
    }

    // Custom descriptors and components are other features than those decoded here.
    private static bool IsCore(BinaryModule module) =>
        !module.File.Contains("custom-descriptors") && !module.File.Contains("component") && !module.File.Contains("shared-everything") && !module.File.Contains("stack-switching");

    private static string? Refusal(byte[] bytes)
    {
        try
        {
            var module = ModuleDecoder.Decode(bytes, WasmFeatures.All);
            ReadBodies(module);
            return null;
        }
        catch (WasmException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What of a validator's work concerns the binary format.</summary>
    private static void ReadBodies(ModuleSyntax module)
    {
        var lists = new InstructionLists();
        Instruction instruction = default;
        foreach (var body in module.Bodies)
        {
            var locals = new ByteReader(module.Binary.Span, body.Range.Start, body.Range.End);
            for (int count = locals.ReadCount(); count > 0; count--)
            {
                locals.ReadU32();
                TypeReader.ReadValType(ref locals);
            }

            var reader = new InstructionReader(module.Binary.Span, locals.Position, body.Range.End, lists, WasmFeatures.All);
            for (int depth = 1; depth > 0;)
            {
                reader.Read(ref instruction);
                depth += instruction.Opcode switch
                {
                    Opcode.Block or Opcode.Loop or Opcode.If or Opcode.TryTable or Opcode.Try => 1,
                    Opcode.End or Opcode.Delegate => -1,
                    _ => 0,
                };
                if (instruction.Opcode is Opcode.MemoryInit or Opcode.DataDrop or Opcode.ArrayNewData or Opcode.ArrayInitData && module.DataCount is null)
                {
                    throw Errors.Malformed.At(instruction.Offset, "data count section required");
                }
            }

            if (!reader.IsAtEnd)
            {
                throw Errors.Malformed.At(reader.Position, "END opcode expected");
            }
        }
    }
}
