import { BridgeError } from "./channel";

const LENGTHS: Readonly<Record<string, number>> = { soft: 10, light: 10, medium: 20, heavy: 35, rigid: 25 };
const NOTICES: Readonly<Record<string, readonly number[]>> = {
  success: [15, 60, 15],
  warning: [30, 60, 15],
  error: [30, 60, 30, 60, 30],
};

type Vibrating = { vibrate?: (pattern: number | number[]) => boolean };

/** A phone trembles where its browser lets it; a desktop does nothing, and nobody is told that it did not. */
export function makeHaptics(device: Vibrating, emit: (name: string, ...args: unknown[]) => void) {
  const tremble = (event: string, pattern: number | readonly number[]) => {
    device.vibrate?.(typeof pattern === "number" ? pattern : [...pattern]);
    emit(event);
    return Promise.resolve({});
  };
  return {
    impactOccurred: (style: string) => tremble("WebAppHapticFeedbackImpact", LENGTHS[style] ?? 20),
    notificationOccurred: (kind: string) => tremble("WebAppHapticFeedbackNotification", NOTICES[kind] ?? 20),
    selectionChanged: () => tremble("WebAppHapticFeedbackSelectionChange", 8),
  };
}

/** No page may read a fingerprint: the manager is there, says that there is none, and refuses the rest. */
export function makeBiometrics() {
  const refuse = () => Promise.reject(new BridgeError("client.biometry.not_supported"));
  const manager = {
    isInited: false,
    isBiometricAvailable: false,
    biometricType: [] as string[],
    deviceId: null,
    isAccessRequested: false,
    isAccessGranted: false,
    isBiometricTokenSaved: false,
    init: () => {
      manager.isInited = true;
      return Promise.resolve(manager);
    },
    requestAccess: refuse,
    authenticate: refuse,
    updateBiometricToken: refuse,
    openSettings: refuse,
  };
  return manager;
}

export function makeNfc() {
  const refuse = () => Promise.reject(new BridgeError("client.nfc.not_supported"));
  return { isSupported: false, init: refuse, read: refuse, write: refuse, startScan: refuse, stopScan: refuse };
}
