using Mono.Cecil;
using Mono.Cecil.Cil;

// Usage: Peregrine.Weaver ASSEMBLY
// Puts a `tail.` prefix before each `calli; ret` of the interpreter's handler classes, in place: C# cannot express it, and without it every
// dispatch would take native stack. Calls of handlers by name get it too. Runs between the compiler and everything that reads its output.
const string HandlerNamespace = "Peregrine.Interpreter";
const string HandlerClass = "Handlers";

string path = args[0];
string symbolPath = Path.ChangeExtension(path, ".pdb");
bool symbols = File.Exists(symbolPath);
using var input = new MemoryStream(File.ReadAllBytes(path));
using var symbolInput = symbols ? new MemoryStream(File.ReadAllBytes(symbolPath)) : null;
using var module = ModuleDefinition.ReadModule(input, new ReaderParameters { ReadSymbols = symbols, SymbolStream = symbolInput });

int woven = 0;
var wrong = new List<string>();
foreach (var type in module.Types.Where(t => t.Namespace == HandlerNamespace && t.Name.StartsWith(HandlerClass, StringComparison.Ordinal)))
{
    foreach (var method in type.Methods.Where(m => m.HasBody))
    {
        var body = method.Body;
        var processor = body.GetILProcessor();
        for (int i = 0; i < body.Instructions.Count; i++)
        {
            var instruction = body.Instructions[i];
            bool isDispatch = instruction.OpCode == OpCodes.Calli && ((CallSite)instruction.Operand).ReturnType.MetadataType == MetadataType.Int64;
            bool isHandlerCall = instruction.OpCode == OpCodes.Call && instruction.Operand is MethodDefinition { ReturnType.MetadataType: MetadataType.Int64 } callee && callee.DeclaringType == type;
            if (!isDispatch && !isHandlerCall)
            {
                continue;
            }

            if (i > 0 && body.Instructions[i - 1].OpCode == OpCodes.Tail)
            {
                woven++;
                continue;
            }

            if (i + 1 == body.Instructions.Count || body.Instructions[i + 1].OpCode != OpCodes.Ret)
            {
                wrong.Add(method.FullName);
                continue;
            }

            // A branch to the call must run the prefix too: the call becomes the prefix, and a new call follows it.
            var call = isDispatch ? processor.Create(OpCodes.Calli, (CallSite)instruction.Operand) : processor.Create(OpCodes.Call, (MethodReference)instruction.Operand);
            instruction.OpCode = OpCodes.Tail;
            instruction.Operand = null;
            processor.InsertAfter(instruction, call);
            woven++;
            i++;
        }
    }
}

foreach (string method in wrong)
{
    Console.Error.WriteLine($"Peregrine.Weaver: error WEAVE01: {method} calls a handler without returning its result: 'return' the call directly");
}

if (woven == 0)
{
    Console.Error.WriteLine($"Peregrine.Weaver: error WEAVE02: no handler in {path} ends in a call of the next one; was it compiled without optimization?");
}

if (woven == 0 || wrong.Count > 0)
{
    return 1;
}

using var output = new MemoryStream();
using var symbolOutput = new MemoryStream();
module.Write(output, new WriterParameters
{
    WriteSymbols = symbols,
    SymbolStream = symbols ? symbolOutput : null,
    SymbolWriterProvider = symbols ? new PortablePdbWriterProvider() : null,
});
File.WriteAllBytes(path, output.ToArray());
if (symbols)
{
    File.WriteAllBytes(symbolPath, symbolOutput.ToArray());
}

Console.WriteLine($"Peregrine.Weaver: {woven} tail calls");
return 0;
