package dev.parley.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client does not read what it is sent.
 *
 * <pre>
 *   flushed, all of it taken by the system ──► nothing to do
 *   something waits                        ──► a look every {@code window / LOOKS}
 *        nothing waits any more                 ──► done
 *        LOOKS looks, {@link #LEAST} taken      ──► a new window
 *        LOOKS looks, less taken                ──► closed
 * </pre>
 */
final class SlowReader extends ChannelOutboundHandlerAdapter {
    static final String NAME = "slowReader";
    static final Duration WINDOW = Duration.ofSeconds(60);

    /** Bytes in one window; a modem is faster. */
    static final long LEAST = 64 * 1024;

    private static final int LOOKS = 12;

    private final long lookMillis;
    private long written;
    private long takenBefore;
    private int looks;
    private boolean watching;

    SlowReader(Duration window) {
        this.lookMillis = window.toMillis() / LOOKS;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        written += sizeOf(message);
        var _ = context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        if (!watching && waiting(context) > 0) {
            watching = true;
            startWindow(context);
        }
    }

    private void startWindow(ChannelHandlerContext context) {
        looks = 0;
        takenBefore = written - waiting(context);
        lookLater(context);
    }

    private void lookLater(ChannelHandlerContext context) {
        var _ = context.executor().schedule(() -> look(context), lookMillis, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        long waiting = waiting(context);
        if (waiting == 0) {
            watching = false;
        } else if (++looks < LOOKS) {
            lookLater(context);
        } else if (written - waiting - takenBefore >= LEAST) {
            startWindow(context);
        } else {
            var _ = context.close();
        }
    }

    private static long waiting(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        if (buffer == null) {
            return 0;
        }
        // A part of a file has no size among the pending bytes.
        long file = buffer.current() instanceof FileRegion region ? region.count() - region.transferred() : 0;
        return buffer.totalPendingWriteBytes() + file;
    }

    private static long sizeOf(Object message) {
        return switch (message) {
            case ByteBuf bytes -> bytes.readableBytes();
            case ByteBufHolder holder -> holder.content().readableBytes();
            case FileRegion region -> region.count();
            default -> 0;
        };
    }
}
