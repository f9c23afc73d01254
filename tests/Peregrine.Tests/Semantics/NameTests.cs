using System.Reflection;
using System.Runtime.Intrinsics;
using Peregrine.Instructions;
using Peregrine.Semantics;
using Xunit;

namespace Peregrine.Tests.Semantics;

public class NameTests
{
    private static readonly Dictionary<string, Type> Classes =
        new[] { typeof(I32), typeof(I64), typeof(F32), typeof(F64), typeof(V128), typeof(I8x16), typeof(I16x8), typeof(I32x4), typeof(I64x2), typeof(F32x4), typeof(F64x2) }
            .ToDictionary(type => type.Name.ToLowerInvariant());

    [Fact]
    public void Every_instruction_on_operands_alone_has_its_method_with_the_types_of_its_row()
    {
        var found = 0;
        var wrong = new List<string>();
        foreach (var (opcode, mnemonic, method) in Methods())
        {
            var expected = Signature(opcode, mnemonic);
            var actual = method is null ? "nothing" : $"{Name(method.ReturnType)}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))})";
            if (expected != actual)
            {
                wrong.Add($"{mnemonic}: expected {expected}, found {actual}");
            }

            found++;
        }

        Assert.Empty(wrong);
        Assert.True(found > 400, $"only {found} instructions were looked at");
    }

    [Fact]
    public void Every_relaxed_instruction_has_a_deterministic_form_of_the_same_types()
    {
        foreach (var (_, mnemonic, method) in Methods().Where(row => row.Mnemonic.Contains("relaxed")))
        {
            var twin = method!.DeclaringType!.GetMethod(method.Name + "Deterministic");
            Assert.True(twin is not null, mnemonic);
            Assert.Equal(method.GetParameters().Select(p => p.ParameterType), twin!.GetParameters().Select(p => p.ParameterType));
        }
    }

    [Fact]
    public void Every_method_of_an_instruction_is_inlined()
    {
        foreach (var (_, mnemonic, method) in Methods())
        {
            Assert.True((method!.MethodImplementationFlags & MethodImplAttributes.AggressiveInlining) != 0, mnemonic);
        }
    }

    private static IEnumerable<(Opcode Opcode, string Mnemonic, MethodInfo? Method)> Methods()
    {
        for (var row = 0; row < InstructionTable.Count; row++)
        {
            var opcode = (Opcode)row;
            var mnemonic = InstructionTable.Mnemonic(opcode);
            var dot = mnemonic.IndexOf('.');
            var shape = InstructionTable.Shape(opcode);
            var plain = shape is ImmediateShape.None or ImmediateShape.Lane or ImmediateShape.Lanes || mnemonic.Contains(".atomic.");
            if (dot > 0 && plain && InstructionTable.HasSignature(opcode) && Classes.TryGetValue(mnemonic[..dot], out var type))
            {
                var name = string.Concat(mnemonic[(dot + 1)..].Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
                yield return (opcode, mnemonic, type.GetMethod(name));
            }
        }
    }

    private static string Signature(Opcode opcode, string mnemonic)
    {
        var parameters = InstructionTable.Parameters(opcode).ToArray().Select(Name).ToList();
        var results = InstructionTable.Results(opcode).ToArray().Select(Name).ToArray();
        switch (InstructionTable.Shape(opcode))
        {
            case ImmediateShape.Lane:
                parameters.Insert(1, "byte");
                break;
            case ImmediateShape.Lanes:
                parameters.Add("v128");
                break;
        }

        if (results.Length == 2)
        {
            parameters.Add("out i64");
        }

        return $"{(results.Length == 0 ? "nothing" : results[0])}({string.Join(", ", parameters)})";
    }

    private static string Name(OperandType type) => type switch
    {
        OperandType.Address => "address",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static string Name(Type type) =>
        type == typeof(int) ? "i32"
        : type == typeof(long) ? "i64"
        : type == typeof(float) ? "f32"
        : type == typeof(double) ? "f64"
        : type == typeof(byte) ? "byte"
        : type == typeof(Vector128<byte>) ? "v128"
        : type == typeof(byte).MakePointerType() ? "address"
        : type == typeof(long).MakeByRefType() ? "out i64"
        : type == typeof(void) ? "nothing"
        : type.Name;
}
