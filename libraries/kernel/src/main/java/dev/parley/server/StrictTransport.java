package dev.parley.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * Adds to each connection of an HTTP server, before its first byte is read, what the server has no setting for: a decoder that
 * refuses a length beside a transfer coding, no upgrade of the protocol, and the {@link SlowReader}.
 *
 * <pre>
 *   accepted ──► {@link Accepted} puts {@link Connected} first ──► the server builds its pipeline ──► active: decoder replaced
 * </pre>
 */
final class StrictTransport extends JDKTransport {
    private static final String DECODER = "httpDecoder";
    private static final String NO_UPGRADE = "noUpgrade";

    private final HttpServerOptions limits;

    /** @param limits what the servers allow of a head */
    StrictTransport(HttpServerOptions limits) {
        this.limits = limits;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Accepted(limits));
    }

    /** On the listening channel, which reads connections. */
    @Sharable
    private static final class Accepted extends ChannelInboundHandlerAdapter {
        private final HttpServerOptions limits;

        Accepted(HttpServerOptions limits) {
            this.limits = limits;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new Connected(limits));
            }
            context.fireChannelRead(accepted);
        }
    }

    private static final class Connected extends ChannelInboundHandlerAdapter {
        private final HttpServerOptions limits;

        Connected(HttpServerOptions limits) {
            this.limits = limits;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!makeStrict(context.pipeline(), limits)) {
                context.pipeline().addLast(new FirstBytes(limits));
            }
            context.fireChannelActive();
            context.pipeline().replace(this, SlowReader.NAME, new SlowReader(SlowReader.WINDOW));
        }
    }

    /** A server that also takes HTTP/2 builds the rest of its pipeline when the first bytes come, and passes them on here. */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {
        private final HttpServerOptions limits;

        FirstBytes(HttpServerOptions limits) {
            this.limits = limits;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            makeStrict(context.pipeline(), limits);
            context.fireChannelRead(bytes);
            context.pipeline().remove(this);
        }
    }

    private static boolean makeStrict(ChannelPipeline pipeline, HttpServerOptions limits) {
        boolean built = pipeline.get(DECODER) != null;
        if (built) {
            pipeline.replace(DECODER, DECODER, new StrictDecoder(limits));
            pipeline.addAfter(DECODER, NO_UPGRADE, new NoUpgrade());
        }
        return built;
    }

    /** A request stays what it is: HTTP/2 without TLS would be a second framing beside the one that is checked here. */
    private static final class NoUpgrade extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                request.headers().remove(HttpHeaderNames.UPGRADE);
            }
            context.fireChannelRead(message);
        }
    }

    private static final class StrictDecoder extends VertxHttpRequestDecoder {
        StrictDecoder(HttpServerOptions limits) {
            super(limits);
        }

        /** Either may be a smuggled one (RFC 9112, 6.1), so that neither is believed. */
        @Override
        protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
            throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
        }
    }
}
