/* Stands in for NVIDIA's libnvidia-ml.so.1, so that the real bindings run where there is no GPU.

   The file that FAKE_NVML names is read anew with each call. Its lines:
     init=9                                        what nvmlInit answers
     device uuid=GPU-a name=Fake load=40 ...       a device
     part uuid=MIG-a ...                           a part (MIG) of the device above it
   A device tells uuid, name, load (%), used, total (bytes), temp, power, limit (mW), and procs=PID:BYTES,...
   A value "!15" is answered with that error, one that is not there with 3 (not supported); error=15 is the answer
   to everything that the device is asked. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE 4096

/* The whole file's line of device `device` and its part `part`, 0 for the device itself; 1 if there is one. */
static int line_of(long device, long part, char *found) {
    char line[LINE];
    long devices = 0, parts = 0;
    const char *path = getenv("FAKE_NVML");
    FILE *file = path ? fopen(path, "r") : NULL;
    int there = 0;
    while (file && !there && fgets(line, LINE, file)) {
        line[strcspn(line, "\n")] = 0;
        if (!strncmp(line, "device ", 7)) {
            devices++;
            parts = 0;
        } else if (!strncmp(line, "part ", 5)) {
            parts++;
        } else if (device) {
            continue;
        }
        if (device == devices && part == parts) {
            strcpy(found, line);
            there = 1;
        }
    }
    if (file) fclose(file);
    return there;
}

/* A value of a line: 0, or the error that is the answer. */
static int value_of(const char *line, const char *key, char *value) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "%s=", key);
    const char *at = line;
    while ((at = strstr(at, wanted)) && at != line && at[-1] != ' ') at++;
    if (!at) return 3;
    at += strlen(wanted);
    size_t length = strcspn(at, " ");
    memcpy(value, at, length);
    value[length] = 0;
    return value[0] == '!' ? atoi(value + 1) : 0;
}

static int ask(void *handle, const char *key, char *value) {
    char line[LINE];
    long number = (long)handle;
    if (!line_of(number / 1000, number % 1000, line)) return 15;
    if (!value_of(line, "error", value)) return atoi(value);
    return value_of(line, key, value);
}

static int ask_number(void *handle, const char *key, unsigned long long *number) {
    char value[LINE];
    int error = ask(handle, key, value);
    if (!error) *number = strtoull(value, NULL, 10);
    return error;
}

static int ask_text(void *handle, const char *key, char *text, unsigned length) {
    char value[LINE];
    int error = ask(handle, key, value);
    if (!error) snprintf(text, length, "%s", value);
    return error;
}

static int ask_unsigned(void *handle, const char *key, unsigned *answer) {
    unsigned long long number = 0;
    int error = ask_number(handle, key, &number);
    if (!error) *answer = (unsigned)number;
    return error;
}

int nvmlInitWithFlags(unsigned flags) {
    char line[LINE], value[LINE];
    (void)flags;
    return line_of(0, 0, line) && !value_of(line, "init", value) ? atoi(value) : 0;
}

int nvmlShutdown(void) { return 0; }

const char *nvmlErrorString(int error) {
    switch (error) {
    case 4: return "Insufficient Permissions";
    case 9: return "Driver Not Loaded";
    case 15: return "GPU is lost";
    case 18: return "Driver/library version mismatch";
    default: return "Unknown Error";
    }
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    char line[LINE];
    *count = 0;
    while (line_of(*count + 1, 0, line)) ++*count;
    return 0;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
    *device = (void *)((index + 1L) * 1000);
    return 0;
}

int nvmlDeviceGetName(void *device, char *name, unsigned length) { return ask_text(device, "name", name, length); }

int nvmlDeviceGetUUID(void *device, char *uuid, unsigned length) { return ask_text(device, "uuid", uuid, length); }

int nvmlDeviceGetUtilizationRates(void *device, unsigned *rates) {
    rates[1] = 0;
    return ask_unsigned(device, "load", rates);
}

int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory) { /* total, free, used */
    int error = ask_number(device, "total", memory);
    if (!error) error = ask_number(device, "used", memory + 2);
    if (!error) memory[1] = memory[0] - memory[2];
    return error;
}

int nvmlDeviceGetTemperature(void *device, int sensor, unsigned *degrees) {
    (void)sensor;
    return ask_unsigned(device, "temp", degrees);
}

int nvmlDeviceGetPowerUsage(void *device, unsigned *power) { return ask_unsigned(device, "power", power); }

int nvmlDeviceGetEnforcedPowerLimit(void *device, unsigned *limit) { return ask_unsigned(device, "limit", limit); }

int nvmlDeviceGetMigMode(void *device, unsigned *now, unsigned *then) {
    int error = ask_unsigned(device, "mig", now);
    *then = *now;
    return error;
}

int nvmlDeviceGetMaxMigDeviceCount(void *device, unsigned *count) {
    (void)device;
    *count = 7;
    return 0;
}

int nvmlDeviceGetMigDeviceHandleByIndex(void *device, unsigned index, void **part) {
    char line[LINE];
    long number = (long)device / 1000;
    *part = (void *)(number * 1000 + index + 1);
    return line_of(number, index + 1, line) ? 0 : 6;
}

struct process {
    unsigned pid;
    unsigned long long memory;
    unsigned instance, compute;
};

int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, struct process *processes) {
    char value[LINE];
    unsigned found = 0;
    int error = ask(device, "procs", value);
    if (error == 3) {
        *count = 0;
        return 0;
    }
    if (error) return error;
    for (char *each = strtok(value, ","); each; each = strtok(NULL, ",")) {
        if (processes && found < *count) {
            char *memory = strchr(each, ':');
            processes[found].pid = (unsigned)atoi(each);
            processes[found].memory = memory ? strtoull(memory + 1, NULL, 10) : ~0ULL;
        }
        found++;
    }
    error = found > (processes ? *count : 0) ? 7 : 0;
    *count = found;
    return error;
}
