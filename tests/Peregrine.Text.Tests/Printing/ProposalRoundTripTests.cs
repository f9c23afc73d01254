using Peregrine.Binary;
using Xunit;

namespace Peregrine.Text.Tests.Printing;

/// <summary>The syntax of proposals that are not executed: what is printed reads back as the same module.</summary>
public class ProposalRoundTripTests
{
    [Theory]
    [InlineData("(memory 1 (pagesize 65536))", "(pagesize 65536)")]
    [InlineData("(memory 1) (func (memory.discard (i32.const 0) (i32.const 0)))", "memory.discard")]
    [InlineData("(type $f (func)) (type $c (cont $f)) (global (ref null $c) (ref.null nocont)) (func (param contref nullcontref))", "(cont $f)")]
    [InlineData("(type $f (func)) (type $c (cont $f)) (tag $t) (func (param (ref $c)) (resume $c (on $t switch) (local.get 0)))", "(on $t switch)")]
    [InlineData("(type $s (sub (shared (struct (field (mut (shared anyref)))))))", "(sub (shared (struct")]
    [InlineData("(global (shared mut (shared funcref)) (ref.null (shared func)))", "(shared mut (shared funcref))")]
    [InlineData("(global (ref null (shared any)) (ref.null (shared any)))", "(global (;0;) (ref null (shared any))")]
    [InlineData("(table shared 1 (ref null (shared i31)))", "shared 1 (shared i31ref)")]
    [InlineData("(global $g (shared mut i32) (i32.const 0)) (func (drop (global.atomic.rmw.add acq_rel $g (i32.const 1))))", "global.atomic.rmw.add acq_rel $g")]
    [InlineData("(type $a (shared (array i8))) (func (param (ref $a)) (drop (array.atomic.get_s seq_cst $a (local.get 0) (i32.const 0))))", "array.atomic.get_s seq_cst $a")]
    [InlineData("(rec (type $a (descriptor $b) (struct)) (type $b (describes $a) (struct)))", "(describes $a) (struct)")]
    [InlineData("(rec (type (shared (descriptor 1) (struct))) (type (shared (describes 0) (struct))))", "(shared (descriptor 1)")]
    [InlineData("(type $f (func)) (import \"\" \"\" (func (exact (type $f)))) (func $g (import \"\" \"\") (exact (type $f)))", "(exact (type $f))")]
    [InlineData("(type $s (struct)) (func (param (ref null (exact $s))) (result i32) (ref.test (ref (exact $s)) (local.get 0)))", "(ref (exact $s))")]
    public void Printed_modules_read_back(string fields, string printed)
    {
        byte[] original = Canonical(WatModule.ToBinary(fields));
        string text = WatPrinter.Print(ModuleDecoder.Decode(original, WasmFeatures.AllValidated), new PrintOptions());
        Assert.Contains(printed, WatPrinter.Print(ModuleDecoder.Decode(WatModule.ToBinary(fields), WasmFeatures.AllValidated), new PrintOptions()), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexString(original), Convert.ToHexString(Canonical(WatModule.ToBinary(text))));
    }

    [Theory]
    [InlineData("(rec (type $a (descriptor $b) (struct)) (type $b (descriptor $c) (describes $a) (struct)) (type $c (describes $b) (struct)))")]
    [InlineData("(type (struct (field (ref (exact any)))))")]
    [InlineData("(type (struct (field (shared i32))))")]
    [InlineData("(type (shared (shared (struct))))")]
    public void Clauses_have_their_order(string fields) =>
        Assert.StartsWith("unexpected token", Assert.Throws<MalformedModuleException>(() => WatModule.ToBinary(fields)).Message, StringComparison.Ordinal);

    private static byte[] Canonical(byte[] module) => ModuleEncoder.Encode(ModuleDecoder.Decode(module, WasmFeatures.AllValidated), EncodeMode.Canonical);
}
