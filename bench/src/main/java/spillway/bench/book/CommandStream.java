package spillway.bench.book;

import java.util.Arrays;

/// Commands for one order book, as flat columns that any engine can be driven from.
///
/// Orders are named by their place among all placed orders, from 1; what an engine calls them is
/// its driver's affair.
public final class CommandStream {
    /// Good till cancelled.
    public static final int LIMIT = 0;

    /// Immediate or cancel.
    public static final int TAKE = 1;

    public static final int CANCEL = 2;

    /// Another price, the same size.
    public static final int MOVE = 3;

    final String name;
    final int fill;
    int size;
    byte[] kind = new byte[1 << 16];
    boolean[] buys = new boolean[1 << 16];
    int[] account = new int[1 << 16];
    int[] order = new int[1 << 16];
    int[] price = new int[1 << 16];
    int[] lots = new int[1 << 16];
    int placed;

    /// @param fill commands at the beginning that only build the book
    CommandStream(String name, int fill) {
        this.name = name;
        this.fill = fill;
    }

    public String name() {
        return name;
    }

    /// Commands that build the book, and are not measured.
    public int fill() {
        return fill;
    }

    public int size() {
        return size;
    }

    /// Share of a kind among the measured commands.
    public double share(int wanted) {
        int count = 0;
        for (int i = fill; i < size; i++) {
            count += kind[i] == wanted ? 1 : 0;
        }
        return (double) count / (size - fill);
    }

    void add(int newKind, boolean buy, int owner, int number, int ticks, int quantity) {
        if (size == kind.length) {
            kind = Arrays.copyOf(kind, size * 2);
            buys = Arrays.copyOf(buys, size * 2);
            account = Arrays.copyOf(account, size * 2);
            order = Arrays.copyOf(order, size * 2);
            price = Arrays.copyOf(price, size * 2);
            lots = Arrays.copyOf(lots, size * 2);
        }
        kind[size] = (byte) newKind;
        buys[size] = buy;
        account[size] = owner;
        order[size] = number;
        price[size] = ticks;
        lots[size++] = quantity;
        placed = Math.max(placed, number);
    }
}
