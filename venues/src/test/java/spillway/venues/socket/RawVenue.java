package spillway.venues.socket;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server on loopback that speaks WebSocket byte by byte, so that a test can speak it wrong.
final class RawVenue implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final long WAIT_S = 20;

    /// One client that was let in.
    static final class Client {
        private final Socket socket;
        private final OutputStream out;
        private final DataInputStream in;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            out = socket.getOutputStream();
            in = new DataInputStream(socket.getInputStream());
        }

        /// A frame, its first byte and payload given.
        void frame(int first, byte[] payload, int claimedLength) throws IOException {
            out.write(first);
            if (claimedLength < 126) {
                out.write(claimedLength);
            } else {
                out.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    out.write((int) ((long) claimedLength >> shift));
                }
            }
            out.write(payload);
            out.flush();
        }

        void text(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            frame(0x81, bytes, bytes.length);
        }

        /// A text in as many frames.
        void fragments(String text, int count) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < count; i++) {
                int from = (int) ((long) bytes.length * i / count);
                int to = (int) ((long) bytes.length * (i + 1) / count);
                byte[] part = java.util.Arrays.copyOfRange(bytes, from, to);
                frame((i == 0 ? 1 : 0) | (i == count - 1 ? 0x80 : 0), part, part.length);
            }
        }

        /// The next frame that the client sent: its first byte and its text.
        String hear() throws IOException {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7F;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return Integer.toHexString(first) + " " + new String(payload, StandardCharsets.UTF_8);
        }

        /// Cuts the line without a word.
        void cut() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private final ServerSocket server;
    private final LinkedBlockingQueue<Client> clients = new LinkedBlockingQueue<>();
    private final List<Socket> all = java.util.Collections.synchronizedList(new ArrayList<>());

    /// What is answered to a path other than `/ws`, whole, headers included.
    final ConcurrentHashMap<String, String> answers = new ConcurrentHashMap<>();

    RawVenue() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon(true).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// The next client that was let in.
    Client client() throws InterruptedException {
        Client next = clients.poll(WAIT_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no client came within " + WAIT_S + " s");
        }
        return next;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                all.add(socket);
                Thread.ofPlatform().daemon(true).start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String request = in.readLine();
            String key = "";
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
                    key = line.substring(line.indexOf(':') + 1).strip();
                }
            }
            String path = request.split(" ", -1)[1];
            String answer = answers.get(path);
            if (answer != null) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.close();
                return;
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream()
                    .write(
                            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                            + Base64.getEncoder().encodeToString(digest)
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            clients.add(new Client(socket));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : List.copyOf(all)) {
            socket.close();
        }
    }
}
