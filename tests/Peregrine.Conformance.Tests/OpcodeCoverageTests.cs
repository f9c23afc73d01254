using Peregrine.Instructions;
using Peregrine.Interpreter;
using Peregrine.Text.Scripts;
using Xunit;

namespace Peregrine.Conformance.Tests;

/// <summary>Every row of the instruction table whose feature can be run is reached by some executed script.</summary>
[Collection(nameof(OpcodeCoverageTests))]
public sealed class OpcodeCoverageTests
{
    [SuiteFact("spec-testsuite")]
    public void EveryInstructionIsExecutedBySomeScript()
    {
        var reached = new bool[InstructionTable.Count];
        InstructionCoverage.Reached = reached;
        try
        {
            foreach (string script in Suites.Files("spec-testsuite", "*.wast").Where(OutOfScope.IsInScope).Concat(OwnScripts.Files))
            {
                ScriptRun.Run(script, "interpreter", MemoryMode.Auto, WastOptions.Specification);
            }
        }
        finally
        {
            InstructionCoverage.Reached = null;
        }

        var missing = Enum.GetValues<Opcode>()
            .Where(opcode => (InstructionTable.Feature(opcode) & ~WasmFeatures.All) == 0 && !reached[(int)opcode])
            .Select(InstructionTable.Mnemonic);
        Assert.Empty(missing);
    }
}
