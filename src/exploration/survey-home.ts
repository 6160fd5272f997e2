import { homedir } from 'node:os'
import { isAbsolute, posix, resolve, win32 } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>

/** Where everything that Sonde keeps lies: `$SONDE_HOME`, else the platform's folder for a program's data. */
export function surveyHome(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  userHome: string = homedir(),
): string {
  if (env.SONDE_HOME) return resolve(env.SONDE_HOME)
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA || win32.join(userHome, 'AppData', 'Local'), 'sonde')
  if (platform === 'darwin') return posix.join(userHome, 'Library', 'Application Support', 'sonde')
  // The XDG specification: a relative path is to be ignored.
  const dataHome = env.XDG_DATA_HOME && isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : undefined
  return posix.join(dataHome ?? posix.join(userHome, '.local', 'share'), 'sonde')
}
