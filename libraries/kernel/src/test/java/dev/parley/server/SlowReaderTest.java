package dev.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowReaderTest {
    private static final Duration WINDOW = Duration.ofMillis(600);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int SMALL = 4096;
    private static final int RESPONSE = 32 * 1024 * 1024;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private Channel server;

    @BeforeEach
    void aServerThatWritesMuchAtOnce() {
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new SlowReader(WINDOW), new Writer());
                        accepted.add(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    @AfterEach
    void stop() {
        server.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aClientThatReadsNothingIsClosed() throws IOException, InterruptedException {
        try (Socket _ = connect()) {
            Channel channel = accepted.take();
            await().atMost(SOON).until(() -> !channel.isOpen());
        }
    }

    @Test
    void soIsOneThatReadsByteByByte() throws IOException, InterruptedException {
        try (Socket client = connect()) {
            Channel channel = accepted.take();
            await().atMost(SOON).until(() -> client.getInputStream().read() < 0 || !channel.isOpen());
        }
    }

    @Test
    void aClientThatReadsGetsTheWholeResponse() throws IOException {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().readNBytes(RESPONSE)).hasSize(RESPONSE);
        }
    }

    @Test
    void aClientThatHasReadEverythingMayStay() throws IOException, InterruptedException {
        try (Socket client = connect()) {
            client.getInputStream().readNBytes(RESPONSE);
            Channel channel = accepted.take();
            await().during(WINDOW.multipliedBy(3)).atMost(SOON).until(channel::isOpen);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(SMALL);
        client.setSoTimeout((int) SOON.toMillis());
        client.connect((InetSocketAddress) server.localAddress());
        return client;
    }

    private static final class Writer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(new byte[RESPONSE]));
        }
    }
}
