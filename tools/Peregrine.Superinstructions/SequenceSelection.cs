using Peregrine.Interpreter;

namespace Peregrine.Superinstructions;

/// <summary>Chooses the sequences that save the most dispatches.</summary>
internal sealed class SequenceSelection
{
    /// <summary>A sequence must save at least this share of all dispatches, on average over the programs.</summary>
    private const double LeastSaving = 0.0004;

    /// <summary>By number of extra operations: longer sequences are worth less than they count, as they fit fewer programs.</summary>
    private static readonly double[] s_weights = [0, 1, 0.8, 0.55];

    private readonly Dictionary<string, double> _shares = [];
    private int _programs;

    public void Add(SequenceCounter counter)
    {
        _programs++;
        foreach (var (packed, count) in counter.Counts)
        {
            string[] names = Unpack(packed);
            if (IsPossible(names) && count * 5000 > counter.Total)
            {
                string key = string.Join(' ', names);
                _shares[key] = _shares.GetValueOrDefault(key) + ((double)count / counter.Total);
            }
        }
    }

    public List<string[]> Choose(out double saved)
    {
        var rest = _shares.Select(p => (Names: p.Key.Split(' '), Share: p.Value / _programs)).ToList();
        var chosen = new List<string[]>();
        saved = 0;
        while (rest.Count > 0)
        {
            int best = 0;
            for (int i = 1; i < rest.Count; i++)
            {
                best = Worth(rest[i]) > Worth(rest[best]) ? i : best;
            }

            var (names, share) = rest[best];
            double saving = share * (names.Length - 1);
            if (saving < LeastSaving)
            {
                break;
            }

            chosen.Add(names);
            saved += saving;
            rest.RemoveAt(best);
            for (int i = 0; i < rest.Count; i++)
            {
                rest[i] = (rest[i].Names, Math.Max(0, Remaining(rest[i].Names, rest[i].Share, names, share)));
            }
        }

        return chosen;
    }

    private static double Worth((string[] Names, double Share) sequence) =>
        sequence.Share * (sequence.Names.Length - 1) * s_weights[sequence.Names.Length - 1];

    /// <summary>What is left of a sequence's share once another has been chosen; an estimate where the two only overlap.</summary>
    private static double Remaining(string[] names, double share, string[] chosen, double chosenShare)
    {
        if (Contains(chosen, names))
        {
            return share - chosenShare;
        }

        if (Contains(names, chosen))
        {
            return share * 0.6;
        }

        for (int length = 1; length < Math.Min(names.Length, chosen.Length); length++)
        {
            if (names[^length..].SequenceEqual(chosen[..length]) || chosen[^length..].SequenceEqual(names[..length]))
            {
                return share - (chosenShare * 0.5);
            }
        }

        return share;
    }

    private static bool Contains(string[] outer, string[] inner) =>
        Enumerable.Range(0, Math.Max(0, outer.Length - inner.Length + 1)).Any(i => outer.AsSpan(i, inner.Length).SequenceEqual(inner));

    private static string[] Unpack(ulong packed)
    {
        var names = new List<string>();
        for (int shift = 48; shift >= 0; shift -= 16)
        {
            var operation = (Operation)((packed >> shift) & 0xFFFF);
            if (operation != Operation.None)
            {
                names.Add(operation.ToString());
            }
        }

        return [.. names];
    }

    /// <summary>Whether the generator can make a handler of the sequence: at most one memory access, traps and jumps only at the end, no calls.</summary>
    private static bool IsPossible(string[] names) =>
        names.Length > 1
        && names.Count(n => n == "Branch") < 2
        && names.Count(n => n.Contains("Load") || n.Contains("Store")) < 2
        && !names.Any(IsWrittenByHand)
        && !names[..^1].Any(n => n.StartsWith("BranchTable") || n.StartsWith("Return") || MayTrap(n));

    private static bool MayTrap(string name) =>
        name.Contains("Div") && name[0] == 'I' || name.Contains("Rem") || (name.Contains("Trunc") && !name.Contains("Sat") && name[0] == 'I') || name == "Unreachable" || name.EndsWith("Checked");

    private static bool IsWrittenByHand(string name) =>
        name is "ZeroMany" or "Release" or "EnterReferences" or "MemorySize" or "MemoryGrow" or "Unreachable" || name.StartsWith("Call") || name.StartsWith("TailCall");
}
