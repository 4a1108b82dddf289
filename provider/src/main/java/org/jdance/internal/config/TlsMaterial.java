package org.jdance.internal.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What a fleet's TLS connections trust, and show of themselves. */
final class TlsMaterial {

  /** The key store lives in memory only, but its format wants a password. */
  private static final char[] NO_SECRET = "in memory".toCharArray();

  private final MessageDigest digest;
  private TrustManager @Nullable [] trust;
  private KeyManager @Nullable [] keys;

  TlsMaterial() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /** Only certificates signed by these are trusted. Throws {@link InvalidValueException} about the value. */
  void trust(String value) {
    String text = PemText.read(value);
    List<X509Certificate> certificates = PemText.parse(text).certificates();
    if (certificates.isEmpty()) {
      throw new InvalidValueException("names a file without a PEM certificate (BEGIN CERTIFICATE)");
    }
    try {
      KeyStore store = emptyStore();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("trusted" + i, certificates.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      trust = factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
    add("trust", text);
  }

  /** Servers that ask for it see this key's certificate. Throws {@link InvalidValueException} about the value. */
  void key(String value) {
    String text = PemText.read(value);
    PemText pem = PemText.parse(text);
    if (pem.keys().size() != 1 || pem.certificates().isEmpty()) {
      throw new InvalidValueException("names a file that must have one private key (BEGIN PRIVATE KEY) and its certificate (BEGIN"
          + " CERTIFICATE), and has " + pem);
    }
    PrivateKey key = pem.keys().get(0);
    try {
      if (!belongsTo(key, pem.certificates().get(0))) {
        throw new InvalidValueException("names a file whose first certificate is not that of its private key");
      }
      KeyStore store = emptyStore();
      store.setKeyEntry("client", key, NO_SECRET, pem.certificates().toArray(new X509Certificate[0]));
      KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_SECRET);
      keys = factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
    add("key", text);
  }

  /** The context; without material of its own that of the JVM. Throws {@link InvalidValueException}. */
  SSLContext context() {
    try {
      if (trust == null && keys == null) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** Tells this material from any other, without telling it. Answered once, after all has been added. */
  String fingerprint() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(String what, String text) {
    digest.update((what + text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean belongsTo(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
    String algorithm = switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
      // Those of other algorithms fail at the handshake.
      default -> "";
    };
    if (algorithm.isEmpty()) {
      return true;
    }
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    byte[] sample = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(sample);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(sample);
    return verifier.verify(signature);
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static InvalidValueException unusable(Exception e) {
    return new InvalidValueException("cannot be used for TLS by this JVM (" + e.getClass().getSimpleName() + ")");
  }
}
