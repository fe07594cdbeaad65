package dev.parley.sandbox;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Lines in a file, appended one by one. A line is in the hands of the operating system when {@link #append} returns: it
 * survives the end of the process, however that comes. It is not forced to the disk, so a power cut may cost the last ones.
 */
final class JournalFile implements AutoCloseable {
    private static final String NAME = "journal.jsonl";
    private static final int PART = 64 * 1024;

    private final Path path;
    private final FileChannel channel;
    /** Where the last whole line ends. */
    private long end;

    private JournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws IllegalStateException when another process has it open */
    static JournalFile open(Path folder) {
        try {
            Files.createDirectories(folder);
            Path path = folder.resolve(NAME);
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new IllegalStateException(path + " belongs to a sandbox that is running");
            }
            return new JournalFile(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Reads every line; one that was cut off when the process ended is no line, and is gone afterwards. */
    void read(Consumer<String> reader) {
        try (InputStream in = Files.newInputStream(path)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] part = new byte[PART];
            for (int count = in.read(part); count > 0; count = in.read(part)) {
                int from = 0;
                for (int i = 0; i < count; i++) {
                    if (part[i] == '\n') {
                        line.write(part, from, i - from);
                        from = i + 1;
                        end += line.size() + 1;
                        reader.accept(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    }
                }
                line.write(part, from, count - from);
            }
            cutOff();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line, or nothing: half a line would spoil those after it. */
    void append(Buffer line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.appendByte((byte) '\n').getBytes());
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            end += length;
        } catch (IOException e) {
            try {
                cutOff();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw new UncheckedIOException(path + " cannot be written", e);
        }
    }

    private void cutOff() throws IOException {
        channel.truncate(end);
        channel.position(end);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
