using Peregrine.Errors;
using Peregrine.Instructions;

namespace Peregrine.Validation;

/// <content>Exception handling with try, catch and delegate.</content>
/// <remarks><see href="https://webassembly.github.io/exception-handling/legacy/core/valid/instructions.html"/></remarks>
internal sealed partial class FunctionValidator
{
    private void StepLegacyException(ref Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Try:
                Block(ref instruction);
                break;
            case Opcode.Catch:
                var payload = ExceptionTag(instruction.Index).ParameterCodes;
                OpenCatch(Opcode.Catch);
                PushOperands(payload);
                break;
            case Opcode.CatchAll:
                OpenCatch(Opcode.CatchAll);
                break;
            case Opcode.Delegate:
                Delegate(instruction.Index);
                break;
            case Opcode.Rethrow:
                Rethrow(instruction.Index);
                break;
        }
    }

    private void OpenCatch(Opcode opcode)
    {
        if (_control[ControlDepth - 1].Opcode is not (Opcode.Try or Opcode.Catch))
        {
            throw Invalid.MisplacedCatch(Place);
        }

        PushControl(opcode, PopControl().Signature);
    }

    private void Delegate(uint label)
    {
        if (_control[ControlDepth - 1].Opcode != Opcode.Try)
        {
            throw Invalid.MisplacedDelegate(Place);
        }

        var signature = PopControl().Signature;
        Label(label);
        PushOperands(signature.ResultCodes);
    }

    private void Rethrow(uint label)
    {
        if (Label(label).Opcode is not (Opcode.Catch or Opcode.CatchAll))
        {
            throw Invalid.InvalidRethrowLabel(Place, label);
        }

        Unreachable();
    }
}
