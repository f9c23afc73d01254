using System.Runtime.InteropServices;
using Peregrine.Interpreter;

namespace Peregrine.Superinstructions;

/// <summary>Counts sequences of up to four instructions while a program runs.</summary>
internal sealed class SequenceCounter
{
    private const int LongestInstruction = 40;

    private readonly Dictionary<ulong, long> _counts = [];
    private ulong _history;
    private nint _last;

    public SequenceCounter() => HandlerAddresses.Observer = Count;

    public long Total { get; private set; }

    /// <summary>The sequences, oldest operation in the highest 16 bits that are not zero.</summary>
    public IReadOnlyDictionary<ulong, long> Counts => _counts;

    public void Stop() => HandlerAddresses.Observer = null;

    private void Count(nint pc, nint handler)
    {
        Total++;
        bool follows = (Operation)(_history & 0xFFFF) == Operation.Branch || (pc > _last && pc <= _last + LongestInstruction);
        _last = pc;
        if (handler >= (nint)Operation.Count)
        {
            _history = 0;
            return;
        }

        _history = (follows ? _history << 16 : 0) | (ulong)handler;
        for (int length = 1; length <= 4 && _history >> (16 * (length - 1)) != 0; length++)
        {
            ulong sequence = length == 4 ? _history : _history & ((1UL << (16 * length)) - 1);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, sequence, out _)++;
        }
    }
}
